/**
 * The default of an option in configuration: files and an environment variable. Schema, docs and `stx-patch config` come from it.
 */
export interface SettingSpec {
  /** Name in a file; the option's own, unless that means different things in different commands. */
  readonly name?: string;
  /** Environment variable; `STX_PATCH_` and the name, unless another one was there before. */
  readonly variable?: string;
  /** The variable is older than settings: the command looks at it by itself. */
  readonly readsVariable?: true;
  /**
   * What the value is. `path`: of a file or directory; `folder`: of a directory to write into; `key`: a path, or where a
   * signer is; `anchor`: `[ROLE=]PATH`; `limits`: numbers by name. A text when left out.
   */
  readonly value?: "path" | "folder" | "key" | "anchor" | "number" | "limits";
  /** It decides who is trusted, who signs or how much is read: a project's file decides that only where the user trusts the project. */
  readonly guarded?: true;
  /** Options that say the same in another way: it does not count where one of them is said nearer to the command. */
  readonly besides?: readonly string[];
  /** What counts when nobody says anything. */
  readonly fallback?: string;
}

/**
 * One option, declared once: parsing, help, completion and the documentation all come from here.
 */
export interface OptionSpec {
  /** Long name without dashes. */
  readonly name: string;
  /** One letter, without dash. */
  readonly short?: string;
  /** `text` takes one value, `list` one value each time and repeats, `flag` none. */
  readonly kind: "text" | "list" | "flag";
  /** Shown as the value in help. */
  readonly placeholder?: string;
  /** The only values allowed. */
  readonly choices?: readonly string[];
  /** What the value names on the disk, when the placeholder does not say it. */
  readonly values?: ValueKind;
  /** Values that are offered; others are possible. */
  readonly suggestions?: readonly string[];
  readonly describe: string;
  /** Heading in help. */
  readonly group: string;
  /** The last value wins when repeated, as the original tools had it; otherwise repeating is an error. */
  readonly lastWins?: boolean;
  /** Present when its default can be configured. */
  readonly setting?: SettingSpec | undefined;
}

/** What a value names on the disk: any file, a directory, or files of a kind, which shells offer. */
export type ValueKind = "file" | "folder" | "patch" | "rpm" | "pem" | "recipe";

/** A command as declared: everything that help and parsing need, and nothing that takes time to load. */
export interface CommandSpec {
  /** Name of the executable. */
  readonly name: string;
  /** Placeholder for positional arguments, e.g. `[RPM...]`. */
  readonly positionals?: {
    readonly placeholder: string;
    readonly describe: string;
    /** What they name on the disk, when the placeholder does not say it. */
    readonly values?: ValueKind;
  };
  readonly summary: string;
  readonly options: readonly OptionSpec[];
  /** Options of other commands whose settings count here, too. */
  readonly settings?: readonly OptionSpec[];
  readonly examples: readonly {
    readonly command: string;
    readonly describe: string;
  }[];
  /** Text after the options. */
  readonly epilogue?: string;
  /** `getopt`: prefixes of option names are allowed, and everything behind the first positional is one, too. */
  readonly syntax: "modern" | "getopt";
}

/** The same option where it has no default that could be configured: its absence means something by itself. */
export function unconfigured(option: OptionSpec): OptionSpec {
  return { ...option, setting: undefined };
}

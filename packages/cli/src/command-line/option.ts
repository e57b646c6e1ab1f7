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
  /** What the value names, when that is something on the disk. */
  readonly values?: ValueKind;
  readonly describe: string;
  /** Heading in help. */
  readonly group: string;
  /** The last value wins when repeated, as the original tools had it; otherwise repeating is an error. */
  readonly lastWins?: boolean;
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
    /** What they name, when that is something on the disk. */
    readonly values?: ValueKind;
  };
  readonly summary: string;
  readonly options: readonly OptionSpec[];
  readonly examples: readonly {
    readonly command: string;
    readonly describe: string;
  }[];
  /** Text after the options. */
  readonly epilogue?: string;
  /** `getopt`: prefixes of option names are allowed, and everything behind the first positional is one, too. */
  readonly syntax: "modern" | "getopt";
}

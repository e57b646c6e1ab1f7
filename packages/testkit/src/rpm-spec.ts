/** One thing a test package holds. Owner and group are always root. */
export type PackagedFile =
  | {
      readonly kind?: "file";
      readonly path: string;
      readonly content?: string | Uint8Array;
      /** Default 0o644. */
      readonly mode?: number;
      /** Spec attributes such as `%config(noreplace)` or `%ghost`. */
      readonly attributes?: string;
    }
  | {
      readonly kind: "directory";
      readonly path: string;
      readonly mode?: number;
    }
  | {
      readonly kind: "symlink";
      readonly path: string;
      readonly target: string;
    };

/** Scriptlet sections of a spec file. */
export type ScriptletSection =
  "pre" | "post" | "preun" | "postun" | "pretrans" | "posttrans";

/** What the package to build looks like; everything but the name has a default. */
export interface RpmSpec {
  readonly name: string;
  /** Default `1.0`. */
  readonly version?: string;
  /** Default `1`. */
  readonly release?: string;
  readonly epoch?: number;
  /** Default `noarch`. */
  readonly arch?: "noarch" | "x86_64";
  readonly summary?: string;
  readonly license?: string;
  /** Default: one small file named after the package. */
  readonly files?: readonly PackagedFile[];
  readonly scriptlets?: Readonly<Partial<Record<ScriptletSection, string>>>;
  readonly requires?: readonly string[];
  readonly provides?: readonly string[];
  readonly conflicts?: readonly string[];
  readonly obsoletes?: readonly string[];
  /** Text of the section %changelog. */
  readonly changelog?: string;
  /** rpm's notation of compressor and level, e.g. `w6.xzdio`; default `w9.gzdio`, `w.ufdio` is none. */
  readonly payload?: string;
  /** OpenPGP number of the file digest algorithm: 1 MD5, 2 SHA-1, 8 SHA-256 (default), 9, 10, 11. */
  readonly fileDigestAlgorithm?: number;
  /** More macros, e.g. `{ _rpmformat: "4" }`. */
  readonly macros?: Readonly<Record<string, string>>;
}

/** A spec with all defaults filled in. */
export type CompleteRpmSpec = RpmSpec &
  Required<
    Pick<
      RpmSpec,
      "version" | "release" | "arch" | "summary" | "license" | "files"
    >
  >;

/** Fills in what the caller left out. */
export function completeSpec(spec: RpmSpec): CompleteRpmSpec {
  return {
    version: "1.0",
    release: "1",
    arch: "noarch",
    summary: `Test package ${spec.name}`,
    license: "Apache-2.0",
    files: [{ path: `/opt/${spec.name}`, content: `${spec.name}\n` }],
    ...spec,
  };
}

/**
 * Text of the spec file.
 *
 * @param stagingDir - folder with the files as they are to be packed
 */
export function specText(spec: CompleteRpmSpec, stagingDir: string): string {
  return [
    `Name: ${spec.name}`,
    `Version: ${spec.version}`,
    `Release: ${spec.release}`,
    ...(spec.epoch === undefined ? [] : [`Epoch: ${spec.epoch}`]),
    `Summary: ${spec.summary}`,
    `License: ${spec.license}`,
    ...(spec.arch === "noarch" ? ["BuildArch: noarch"] : []),
    "AutoReqProv: no",
    ...tags("Requires", spec.requires),
    ...tags("Provides", spec.provides),
    ...tags("Conflicts", spec.conflicts),
    ...tags("Obsoletes", spec.obsoletes),
    "%description",
    spec.summary,
    "%prep",
    "%build",
    "%install",
    `mkdir -p %{buildroot} && cp -a '${stagingDir}/.' %{buildroot}/`,
    ...Object.entries(spec.scriptlets ?? {}).flatMap(([section, body]) => [
      `%${section}`,
      body,
    ]),
    "%files",
    ...spec.files.map(fileLine),
    ...(spec.changelog === undefined ? [] : ["%changelog", spec.changelog]),
    "",
  ].join("\n");
}

function tags(tag: string, values: readonly string[] = []): string[] {
  return values.map((value) => `${tag}: ${value}`);
}

function fileLine(file: PackagedFile): string {
  const quoted = `"${file.path}"`;
  if (file.kind === "symlink") return quoted;
  if (file.kind === "directory") {
    return `%dir %attr(${octal(file.mode ?? 0o755)}, root, root) ${quoted}`;
  }
  const attributes = `%attr(${octal(file.mode ?? 0o644)}, root, root)`;
  return [file.attributes, attributes, quoted].filter(Boolean).join(" ");
}

function octal(mode: number): string {
  return mode.toString(8).padStart(4, "0");
}

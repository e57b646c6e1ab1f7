import type { RpmHash } from "./hash.js";

/** One entry of the file list. */
export interface RpmFile {
  /** Absolute path; in a source package a bare file name. */
  readonly path: string;
  /** `st_mode` with the file type bits. */
  readonly mode: number;
  readonly sizeBytes: number;
  /** Seconds since 1970. */
  readonly mtimeSeconds: number;
  /** FILEFLAGS bits (spec section 4): 1 config, 2 doc, 64 ghost, ... */
  readonly flags: number;
  readonly verifyFlags: number;
  /** Target of a symbolic link, else "". */
  readonly linkTarget: string;
  readonly user: string;
  readonly group: string;
  /** Lower-case hex, "" for entries without digest. */
  readonly digest: string;
  /** `security.ima` value in lower-case hex, "" without one or when the package's layout is not sound. */
  readonly imaSignature: string;
  readonly rdev: number;
  readonly inode: number;
  /** File capabilities as text, usually "". */
  readonly capabilities: string;
}

/** A dependency as stored. */
export interface Dependency {
  readonly name: string;
  /** Flag bits (spec section 4): 2 less, 4 greater, 8 equal, 2^24 rpmlib(), ... */
  readonly flags: number;
  /** `[epoch:]version[-release]`, "" when any version will do. */
  readonly version: string;
}

/** Dependency lists of a package. */
export interface DependencyLists {
  readonly provides: readonly Dependency[];
  readonly requires: readonly Dependency[];
  readonly conflicts: readonly Dependency[];
  readonly obsoletes: readonly Dependency[];
  readonly recommends: readonly Dependency[];
  readonly suggests: readonly Dependency[];
  readonly supplements: readonly Dependency[];
  readonly enhances: readonly Dependency[];
}

/** When a script runs. */
export type ScriptletKind =
  | "pretrans"
  | "prein"
  | "postin"
  | "preun"
  | "postun"
  | "posttrans"
  | "preuntrans"
  | "postuntrans"
  | "verify"
  | "trigger"
  | "filetrigger"
  | "transfiletrigger";

/** A script that rpm runs, as root. */
export interface Scriptlet {
  readonly kind: ScriptletKind;
  /** Program and its arguments; `<lua>` is rpm's built-in interpreter. Empty when the header names none. */
  readonly interpreter: readonly string[];
  /** Script text; "" when the interpreter alone is run. */
  readonly body: string;
}

/** What an OpenPGP signature packet says about itself; a fact that it does not tell is missing. */
export interface OpenPgpFacts {
  /** Packet version: 3, 4 or 6. */
  readonly version?: number | undefined;
  /** Signature type; 0 is a signature over a binary document. */
  readonly type?: number | undefined;
  readonly publicKeyAlgorithm?: string | undefined;
  readonly hash?: RpmHash | undefined;
  /** Seconds since 1970, from the signed part of the packet. */
  readonly creationTimeSeconds?: number | undefined;
  /** 16 hex digits of the key that claims to have signed. */
  readonly keyId?: string | undefined;
}

/** An OpenPGP signature that is present; it is not verified here. */
export interface OpenPgpSignature extends OpenPgpFacts {
  /** Signature header tag. */
  readonly tag: number;
  /** Its name in rpm. */
  readonly name: string;
  readonly covers: "header" | "header+payload";
}

/** Where the file signatures stand (spec section 8). */
export type ImaLayoutState = "none" | "header" | "signature" | "both";

/** Checked facts about a package, from its headers alone. */
export interface RpmInfo extends DependencyLists {
  readonly name: string;
  /** undefined when the header has none, which compares as 0. */
  readonly epoch: number | undefined;
  readonly version: string;
  readonly release: string;
  /** ARCH; in a source package the architecture it was built on. */
  readonly arch: string;
  /** `name-[epoch:]version-release.arch`, as rpm prints it. */
  readonly nevra: string;
  readonly isSource: boolean;
  readonly sourceRpm?: string | undefined;
  /** 3: no region (rpm v3); 4; 6: RPMFORMAT 6. */
  readonly format: 3 | 4 | 6;
  readonly buildTimeSeconds?: number | undefined;
  readonly buildHost?: string | undefined;
  readonly summary?: string | undefined;
  readonly license?: string | undefined;
  readonly vendor?: string | undefined;
  readonly url?: string | undefined;
  readonly packager?: string | undefined;
  readonly group?: string | undefined;
  /** Version of the rpmbuild that wrote the package. */
  readonly rpmVersion?: string | undefined;
  readonly installedSizeBytes: number;
  readonly payload: {
    readonly format?: string | undefined;
    /** undefined: stored without compression. */
    readonly compressor?: string | undefined;
    readonly flags?: string | undefined;
  };
  readonly fileDigestAlgorithm: RpmHash;
  readonly fileCount: number;
  /** Files that carry a file signature; 0 when the package's layout is not sound. */
  readonly signedFileCount: number;
  /** In header order; put together when it is first asked for, because it can be large. */
  readonly files: readonly RpmFile[];
  readonly scriptlets: readonly Scriptlet[];
  readonly openPgpSignatures: readonly OpenPgpSignature[];
  readonly imaLayout: ImaLayoutState;
}

/** Documentation of one stable code; the same shape as in `@stx-patch/core`. */
interface CodeDescription {
  readonly meaning: string;
  readonly remedy: string;
}

const DAMAGED =
  "Fetch or build the package again; do not install this file, it is not what an rpm tool wrote.";
const LIMIT =
  "Check where the package comes from; raise the named limit only when its size is expected.";
const REBUILD =
  "Rebuild the package with rpmbuild; no released rpm tool writes such a header.";

/** Every code this package throws or reports. Codes are API: never renamed, never reused. */
export const RPM_ERRORS = {
  RPM_TRUNCATED: {
    meaning: "The file ends before the main header is complete.",
    remedy: DAMAGED,
  },
  RPM_LEAD_MAGIC: {
    meaning:
      "The first four bytes are not ED AB EE DB, so this is not an RPM package.",
    remedy: "Check that the right file was given.",
  },
  RPM_LEAD_VERSION: {
    meaning:
      "The lead names a major version other than 3 or 4, which no rpm 4.x reads.",
    remedy: DAMAGED,
  },
  RPM_LEAD_SIGNATURE_TYPE: {
    meaning:
      "The lead's signature type is not 5; every rpm 4.x refuses the package.",
    remedy: DAMAGED,
  },
  RPM_HEADER_MAGIC: {
    meaning:
      "A header does not start with 8E AD E8 01 and four zero bytes; a rewriting tool may have overwritten it.",
    remedy: DAMAGED,
  },
  RPM_INDEX_EMPTY: {
    meaning: "A header declares no index entries.",
    remedy: DAMAGED,
  },
  RPM_INDEX_LIMIT: {
    meaning: "A header declares more index entries than any rpm reads.",
    remedy: LIMIT,
  },
  RPM_DATA_LIMIT: {
    meaning: "A header declares more data bytes than allowed.",
    remedy: LIMIT,
  },
  RPM_HEADER_LIMIT: {
    meaning:
      "Signature header and main header together are larger than allowed.",
    remedy: LIMIT,
  },
  RPM_HEADER_DIGEST: {
    meaning: "The main header is not what its SHA-1, SHA-256 or SHA3-256 says.",
    remedy: DAMAGED,
  },
  RPM_REGION_ENTRY: {
    meaning:
      "The region entry has a wrong tag, type or count, or points outside the data.",
    remedy: DAMAGED,
  },
  RPM_REGION_TRAILER: {
    meaning: "The region's trailer does not match its index entry.",
    remedy: DAMAGED,
  },
  RPM_REGION_COVERAGE: {
    meaning:
      "Entries or data stand outside the region in a place where every rpm since 4.14 refuses them.",
    remedy: DAMAGED,
  },
  RPM_ENTRY_TAG: {
    meaning:
      "An entry's tag is not allowed there: below 100, 2^31 or more, a second region, or a signature tag in the main header.",
    remedy: REBUILD,
  },
  RPM_ENTRY_DUPLICATE: {
    meaning:
      "A tag appears twice in one header, so different readers may see different values.",
    remedy: REBUILD,
  },
  RPM_ENTRY_TYPE: {
    meaning: "An entry has a type number outside 1 to 9.",
    remedy: DAMAGED,
  },
  RPM_ENTRY_COUNT: {
    meaning: "An entry's count is zero or cannot fit into the data.",
    remedy: DAMAGED,
  },
  RPM_ENTRY_OFFSET: {
    meaning: "An entry's data lies outside the header's data.",
    remedy: DAMAGED,
  },
  RPM_ENTRY_ALIGNMENT: {
    meaning: "An integer entry does not start at a multiple of its size.",
    remedy: DAMAGED,
  },
  RPM_ENTRY_OVERLAP: {
    meaning: "Two entries share data, or the data is not in index order.",
    remedy: REBUILD,
  },
  RPM_ENTRY_GAP: {
    meaning:
      "Unused bytes stand between entries or behind the last one; rpm refuses to load such a header.",
    remedy: REBUILD,
  },
  RPM_ENTRY_UNTERMINATED: {
    meaning: "A string has no terminating NUL inside its region.",
    remedy: DAMAGED,
  },
  RPM_TAG_TYPE: {
    meaning: "A known tag is stored with a wrong type or count.",
    remedy: REBUILD,
  },
  RPM_TAG_MISSING: {
    meaning: "A tag that every package needs is missing.",
    remedy: REBUILD,
  },
  RPM_TAG_VALUE: {
    meaning: "A tag's value is outside what the tag may hold.",
    remedy: REBUILD,
  },
  RPM_TEXT_ENCODING: {
    meaning: "A string is not UTF-8 although the package says it is.",
    remedy: REBUILD,
  },
  RPM_NUMBER_RANGE: {
    meaning: "A 64-bit number is too large to be computed with exactly.",
    remedy: DAMAGED,
  },
  RPM_DIGEST_FORM: {
    meaning: "A stored digest is not hex of the right length.",
    remedy: DAMAGED,
  },
  RPM_NAME_UNSAFE: {
    meaning:
      "NAME, VERSION, RELEASE or ARCH is empty or holds characters that do not belong into a file name.",
    remedy: "Rename the package in its spec file and rebuild it.",
  },
  RPM_FORMAT_UNKNOWN: {
    meaning: "RPMFORMAT names a package format that this reader does not know.",
    remedy: "Build the package in v4 format (or v6, which can only be read).",
  },
  RPM_SOURCE_KIND: {
    meaning:
      "The header does not say clearly whether this is a source or a binary package.",
    remedy: REBUILD,
  },
  RPM_DEPENDENCY_ARRAYS: {
    meaning:
      "The names, flags and versions of a dependency kind do not have the same length.",
    remedy: REBUILD,
  },
  RPM_SCRIPT_ARRAYS: {
    meaning: "The scripts and interpreters of triggers do not pair up.",
    remedy: REBUILD,
  },
  RPM_FILE_ARRAYS: {
    meaning:
      "The per-file arrays are incomplete or have different lengths; rpm would show a short or empty file list.",
    remedy: REBUILD,
  },
  RPM_FILE_PATH: {
    meaning:
      "A file path is relative, climbs with dot-dot, is too long, or cannot be composed.",
    remedy: REBUILD,
  },
  RPM_FILE_DIGEST: {
    meaning: "A file digest is not hex of the declared algorithm's length.",
    remedy: REBUILD,
  },
  RPM_FILE_DIGEST_ALGORITHM: {
    meaning: "FILEDIGESTALGO names an unknown hash.",
    remedy: "Rebuild the package with SHA-256 file digests.",
  },
  RPM_IMA_BOTH_LAYOUTS: {
    meaning:
      "File signatures stand in the main header and in the signature header; rpm 4.17 and later cannot read the package.",
    remedy: "Sign the package again; the rewriter removes both first.",
  },
  RPM_IMA_COUNT: {
    meaning:
      "The number of file signatures differs from the number of files; rpm ignores all of them.",
    remedy: "Sign the package again.",
  },
  RPM_IMA_FORM: {
    meaning:
      "A file-signature tag has a wrong type, count or hex digits; the signatures cannot be used.",
    remedy: "Sign the package again.",
  },
  RPM_IMA_LENGTH: {
    meaning:
      "FILESIGNATURELENGTH is not the length of the signatures; rpm up to 4.17.0 would cut or overrun them.",
    remedy: "Sign the package again, with an RSA key.",
  },
  RPM_IMA_WITHOUT_DIGEST: {
    meaning:
      "A directory, link or other entry without digest carries a file signature.",
    remedy: "Sign the package again.",
  },
  RPM_IMA_ALGORITHM: {
    meaning:
      "File digests of this algorithm cannot be signed for the target's kernel.",
    remedy: "Rebuild the package with SHA-256 file digests.",
  },
  RPM_REWRITE_V3: {
    meaning:
      "The main header has no region (rpm v3); no rpm tool signs such packages.",
    remedy: "Rebuild the package with rpm 4.4 or later.",
  },
  RPM_REWRITE_V6: {
    meaning:
      "A package in v6 format cannot carry file signatures in its main header.",
    remedy: "Build the package in v4 format for this target.",
  },
  RPM_REWRITE_OLD_NAMES: {
    meaning:
      "Rpm reads file signatures in the signature header only for packages with BASENAMES; this one has OLDFILENAMES.",
    remedy: "Use the main-header layout or rebuild the package.",
  },
  RPM_REWRITE_SIGNATURES: {
    meaning:
      "The signatures handed to the writer do not match the package's files.",
    remedy:
      "Report this: the caller must pass one entry per file, undefined for files without digest.",
  },
  RPM_REWRITE_MD5: {
    meaning: "The prefix was asked for without the MD5 that belongs into it.",
    remedy:
      "Report this: the caller must hash the new main header and the payload first.",
  },
  RPM_ENCODE: {
    meaning: "A header cannot be written from the given entries.",
    remedy: "Report this: the entries handed to the writer are not storable.",
  },
  RPM_HASH_UNAVAILABLE: {
    meaning: "The given hash factory lacks an algorithm the writer needs.",
    remedy: "Pass a hash factory with SHA-1 and SHA-256.",
  },
  RPM_FILES_LIMIT: {
    meaning: "The package lists more files than the limit allows.",
    remedy: "Do not use the package, or raise the limit when you trust it.",
  },
  RPM_QUERY_FORMAT: {
    meaning: "The query format is not one that rpm or this tool understands.",
    remedy: "Write it as for rpm -q --qf, e.g. '%{NAME} %{VERSION}\\n'.",
  },
  RPM_QUERY_TAG: {
    meaning: "The query format names a tag that is not known here.",
    remedy: "Use one of the tags that the documentation lists.",
  },
} as const satisfies Readonly<Record<string, CodeDescription>>;

/** Codes of {@link RpmError} and {@link RpmProblem}. */
export type RpmErrorCode = keyof typeof RPM_ERRORS;

/** Where in which file a problem is. */
export interface RpmLocation {
  /** The `name` option of {@link openRpm}. */
  readonly file?: string | undefined;
  /** Never set here; part of the shape shared with the other packages. */
  readonly member?: string | undefined;
  /** Byte offset in the package. */
  readonly offset?: number | undefined;
}

/** A package could not be read, described or rewritten. Test `code`, not the message. */
export class RpmError extends Error {
  override readonly name = "RpmError";
  readonly code: RpmErrorCode;
  readonly remedy: string;
  readonly location: RpmLocation;

  constructor(
    code: RpmErrorCode,
    message: string,
    options: {
      location?: RpmLocation;
      remedy?: string;
      cause?: unknown;
    } = {},
  ) {
    super(
      message,
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.code = code;
    this.remedy = options.remedy ?? RPM_ERRORS[code].remedy;
    this.location = options.location ?? {};
  }
}

/** A fault that is reported instead of thrown, because the rest of the package is still usable. */
export interface RpmProblem {
  readonly code: RpmErrorCode;
  readonly message: string;
  readonly remedy: string;
  readonly location: RpmLocation;
}

/** Makes a problem whose remedy comes from {@link RPM_ERRORS}. */
export function rpmProblem(
  code: RpmErrorCode,
  message: string,
  location: RpmLocation = {},
): RpmProblem {
  return { code, message, remedy: RPM_ERRORS[code].remedy, location };
}

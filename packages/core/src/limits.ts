/**
 * Bounds on what a reader of untrusted input will hold in memory or loop over.
 * One table for the whole project; every limit can be raised by the caller.
 */
export interface Limits {
  /** Bytes of a whole patch after decompression. */
  readonly maxPatchBytes: number;
  /** Decompressed bytes allowed per compressed byte, checked after the first MiB of output. */
  readonly maxInflateRatio: number;
  /** Members of one tar archive. */
  readonly maxTarMembers: number;
  /** Bytes of one pax or GNU long-name record. */
  readonly maxTarMetaBytes: number;
  /** Bytes of metadata.tar. */
  readonly maxMetadataTarBytes: number;
  /** Bytes of metadata.xml. */
  readonly maxMetadataXmlBytes: number;
  /** Nesting depth of elements in metadata.xml (the format needs 3). */
  readonly maxXmlDepth: number;
  /** Elements in metadata.xml. */
  readonly maxXmlElements: number;
  /** Bytes of one semantic script. */
  readonly maxScriptBytes: number;
  /** Bytes of the `signature.v2` member (512 = RSA-4096). */
  readonly maxSignatureBytes: number;
  /** Bytes of an RPM's signature header and main header together. */
  readonly maxRpmHeaderBytes: number;
  /** Files that the header of one RPM lists. */
  readonly maxRpmFiles: number;
  /** Bytes of the headers of all RPMs of one patch. */
  readonly maxRpmHeadersBytes: number;
  /** Findings kept in one report; the rest is counted. */
  readonly maxFindings: number;
  /** Bytes of all SBOMs that are held against the patches of one run. */
  readonly maxSbomBytes: number;
  /** Seconds that reading one patch may take. */
  readonly maxSeconds: number;
}

const KIB = 1024;
const MIB = 1024 * KIB;
const GIB = 1024 * MIB;

/** One limit in words, for help and documentation. */
export interface LimitDescription {
  readonly defaultValue: number;
  readonly unit: "bytes" | "times" | "items" | "levels" | "seconds";
  /** What is bounded. */
  readonly bounds: string;
}

/** Every limit once: generous for real patches (hundreds of RPMs, gigabytes), far below what hurts a small machine. */
export const LIMITS: Readonly<Record<keyof Limits, LimitDescription>> =
  Object.freeze({
    maxPatchBytes: limit(64 * GIB, "bytes", "a patch after decompression"),
    maxInflateRatio: limit(
      200,
      "times",
      "decompressed bytes per compressed byte, after the first MiB",
    ),
    maxTarMembers: limit(20_000, "items", "members of one tar archive"),
    maxTarMetaBytes: limit(
      64 * KIB,
      "bytes",
      "one pax header or GNU long-name header",
    ),
    maxMetadataTarBytes: limit(9 * MIB, "bytes", "metadata.tar"),
    maxMetadataXmlBytes: limit(8 * MIB, "bytes", "metadata.xml"),
    maxXmlDepth: limit(
      16,
      "levels",
      "elements inside of elements in metadata.xml (the format needs 3)",
    ),
    maxXmlElements: limit(100_000, "items", "elements in metadata.xml"),
    maxScriptBytes: limit(16 * MIB, "bytes", "one semantic script"),
    maxSignatureBytes: limit(
      1 * KIB,
      "bytes",
      "the member signature and the member signature.v2, each",
    ),
    maxRpmHeaderBytes: limit(64 * MIB, "bytes", "the headers of one RPM"),
    maxRpmFiles: limit(120_000, "items", "files in one RPM"),
    maxRpmHeadersBytes: limit(
      256 * MIB,
      "bytes",
      "the headers of all RPMs of one patch",
    ),
    maxFindings: limit(1_000, "items", "findings in one report"),
    maxSbomBytes: limit(
      128 * MIB,
      "bytes",
      "all SBOMs that are held against the patches of one run",
    ),
    maxSeconds: limit(3_600, "seconds", "the reading of one patch"),
  });

/** What holds unless the caller says otherwise. */
export const DEFAULT_LIMITS: Limits = Object.freeze(
  Object.fromEntries(
    Object.entries(LIMITS).map(([name, { defaultValue }]) => [
      name,
      defaultValue,
    ]),
  ) as Record<keyof Limits, number>,
);

function limit(
  defaultValue: number,
  unit: LimitDescription["unit"],
  bounds: string,
): LimitDescription {
  return Object.freeze({ defaultValue, unit, bounds });
}

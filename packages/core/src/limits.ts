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
  /** Findings kept in one report; the rest is counted. */
  readonly maxFindings: number;
}

const KIB = 1024;
const MIB = 1024 * KIB;
const GIB = 1024 * MIB;

/** Generous for real patches (hundreds of RPMs, gigabytes), far below what hurts a small machine. */
export const DEFAULT_LIMITS: Limits = Object.freeze({
  maxPatchBytes: 64 * GIB,
  maxInflateRatio: 200,
  maxTarMembers: 20_000,
  maxTarMetaBytes: 64 * KIB,
  maxMetadataTarBytes: 9 * MIB,
  maxMetadataXmlBytes: 8 * MIB,
  maxXmlDepth: 16,
  maxXmlElements: 100_000,
  maxScriptBytes: 16 * MIB,
  maxSignatureBytes: 1 * KIB,
  maxRpmHeaderBytes: 64 * MIB,
  maxFindings: 1_000,
});

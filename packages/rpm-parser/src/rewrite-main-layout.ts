import { toHex } from "./bytes.js";
import { encodeHeader, headerBytesOf } from "./encode-header.js";
import { RpmError } from "./error.js";
import {
  digestOf,
  type RpmDigestAlgorithm,
  type RpmHashFactory,
} from "./hash.js";
import type { HeaderEntry } from "./entry-index.js";
import type { RpmHeader } from "./header.js";
import { makeEntry } from "./make-entry.js";
import type { RpmHeaders } from "./walk-headers.js";
import { PENDING_MD5, type RewriteDraft } from "./rewrite-draft.js";
import { MAIN, REGION, SIG } from "./tags.js";

/** File signatures to store, as the tags hold them. */
export interface SignatureArray {
  /** One string per file. */
  readonly count: number;
  /** Lower-case hex, each string with its NUL. */
  readonly data: Uint8Array;
  /** Of the longest one; 0 when all are empty. */
  readonly longestBytes: number;
  /** Bytes of one signature, for 5091. */
  readonly lengthBytes: number;
}

/** What both layouts' writers need besides the old headers. */
export interface WriterInput {
  readonly payloadSizeBytes: number;
  readonly hash: RpmHashFactory;
}

/** rpmbuild's fixed reserve, without the 4096 bytes it adds for OpenPGP signatures. */
const RESERVED_BYTES = 32;

/** From here on sizes are stored in 64 bits. */
const FIRST_LONG_SIZE = 0xffffffff;

/** True when the main header carries file signatures or their length. */
export function hasMainSignatures(main: RpmHeader): boolean {
  return main.has(MAIN.fileSignatures) || main.has(MAIN.fileSignatureLength);
}

/**
 * Main-header layout in StarlingX's variant (spec section 9): 5090 and 5091 replaced, a new signature
 * header built from nothing but digests and sizes, with SHA-256 always and without OpenPGP signatures,
 * which the changed main header invalidates. The old lead is kept.
 *
 * @param signatures - undefined removes them
 */
export async function draftMainLayout(
  headers: RpmHeaders,
  signatures: SignatureArray | undefined,
  { payloadSizeBytes, hash }: WriterInput,
): Promise<RewriteDraft> {
  const mainHeader = encodeHeader(
    mainEntries(headers.main, signatures),
    REGION.immutable,
  );
  const digests = [
    makeEntry.string(SIG.sha1, await hexDigest(hash, "sha1", mainHeader)),
    makeEntry.string(SIG.sha256, await hexDigest(hash, "sha256", mainHeader)),
    PENDING_MD5,
  ];
  return {
    leadBytes: headers.leadBytes,
    mainHeader,
    signatureEntries: withSizes(
      digests,
      mainHeader.length + payloadSizeBytes,
      uncompressedSize(headers.signature),
    ),
    needsPayloadMd5: true,
  };
}

function mainEntries(
  main: RpmHeader,
  signatures: SignatureArray | undefined,
): HeaderEntry[] {
  const kept = main.regionEntries.filter(
    ({ tag }) =>
      tag !== MAIN.fileSignatures && tag !== MAIN.fileSignatureLength,
  );
  if (signatures === undefined) return kept;
  const { count, data, lengthBytes } = signatures;
  // rpmsign stores the length even when there is nothing to sign, and the array whenever there are digests.
  const added = [makeEntry.int32(MAIN.fileSignatureLength, lengthBytes)];
  if (main.has(MAIN.fileDigests))
    added.push(makeEntry.stringArray(MAIN.fileSignatures, count, data));
  return [...kept, ...added];
}

function uncompressedSize(signature: RpmHeader): number {
  return (
    signature.number(SIG.payloadSize) ??
    signature.number(SIG.longArchiveSize) ??
    0
  );
}

/** Adds the two sizes, and the reserve, which shrinks by what 64-bit sizes take more. */
function withSizes(
  digests: readonly HeaderEntry[],
  sizeBytes: number,
  uncompressedBytes: number,
): HeaderEntry[] {
  const needsLong =
    sizeBytes >= FIRST_LONG_SIZE || uncompressedBytes >= FIRST_LONG_SIZE;
  if (!needsLong)
    return [
      ...digests,
      makeEntry.int32(SIG.size, sizeBytes),
      makeEntry.int32(SIG.payloadSize, uncompressedBytes),
      ...reserve(RESERVED_BYTES),
    ];
  const short = [
    ...digests,
    makeEntry.int32(SIG.size, 0),
    makeEntry.int32(SIG.payloadSize, 0),
  ];
  const long = [
    ...digests,
    makeEntry.int64(SIG.longSize, sizeBytes),
    makeEntry.int64(SIG.longArchiveSize, uncompressedBytes),
  ];
  const grown = headerBytesOf(long) - headerBytesOf(short);
  return [...long, ...reserve(RESERVED_BYTES - grown)];
}

function reserve(bytes: number): HeaderEntry[] {
  return bytes > 0
    ? [makeEntry.bin(SIG.reservedSpace, new Uint8Array(bytes))]
    : [];
}

async function hexDigest(
  hash: RpmHashFactory,
  algorithm: RpmDigestAlgorithm,
  bytes: Uint8Array,
): Promise<string> {
  const digest = await digestOf(hash, algorithm, bytes);
  if (digest === undefined)
    throw new RpmError("RPM_HASH_UNAVAILABLE", `no ${algorithm} available`);
  return toHex(digest);
}

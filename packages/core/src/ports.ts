/**
 * Interfaces between the pure packages and the world. Adapters live in `node-io`, `signing` and `trust`;
 * only `cli` (or another program's entry point) wires the two together.
 */

/** Half-open range of bytes. */
export interface ByteRange {
  readonly start: number;
  /** Exclusive; the end of the source when absent. */
  readonly end?: number | undefined;
}

/** Room for one chunk, to be given back. */
export interface BorrowedRoom {
  readonly bytes: Uint8Array;
  release(): void;
}

/** Memory that is used over and over: fresh memory for every chunk costs its allocation and collection. */
export interface ChunkMemory {
  /** @returns undefined when all of it is in use */
  borrow(): BorrowedRoom | undefined;
  /** Does what `target.set(source)` does, for memory where there is a faster way. */
  copy?(target: Uint8Array, source: Uint8Array): void;
}

/** How a source may hand out its bytes. */
export interface OpenOptions {
  /** Where to read into; a chunk is valid only until the next one is asked for then. */
  readonly memory?: ChunkMemory | undefined;
}

/** Something with a known length that can be read more than once, e.g. an open file. */
export interface ByteSource {
  /** What to call it in messages. */
  readonly name: string;
  readonly sizeBytes: number;
  /**
   * Reads the range in order. A chunk belongs to the consumer, unless it brought the memory.
   * Fails when the source turns out to be shorter than the range.
   */
  open(range?: ByteRange, options?: OpenOptions): AsyncIterable<Uint8Array>;
  /**
   * Gives a piece at once, into memory of its own; fewer bytes than `length` only at the end. Left out by sources that
   * have to wait for their bytes.
   */
  readNow?(position: number, length: number): Uint8Array;
}

/** Digest algorithms that RPMs and patches use. */
export type HashAlgorithm =
  | "md5"
  | "sha1"
  | "sha224"
  | "sha256"
  | "sha384"
  | "sha512"
  | "sha3-256"
  | "sha3-512";

/** An incremental digest. Promises let an adapter hash on another core; callers always await. */
export interface Hasher {
  /** The chunk may be reused when the promise resolves. */
  update(chunk: Uint8Array): void | Promise<void>;
  /** Ends the computation; the hasher cannot be used afterwards. */
  digest(): Uint8Array | Promise<Uint8Array>;
}

/** What is known of a digest before it begins; it changes the speed only. */
export interface HashHint {
  /** No other digest of the same algorithm is computed beside it. */
  readonly isOnly?: boolean | undefined;
}

/** Creates a hasher, or returns undefined when the algorithm is not available here. */
export interface HashFactory {
  (algorithm: HashAlgorithm, hint?: HashHint): Hasher | undefined;
  /** Hashes bytes that are there as a whole, where that is faster. */
  readonly atOnce?:
    | ((algorithm: HashAlgorithm, bytes: Uint8Array) => Uint8Array | undefined)
    | undefined;
}

/** CRC-32 (IEEE, as gzip uses it) of `chunk`, continuing from `previous` (0 at the start). */
export type Crc32 = (chunk: Uint8Array, previous: number) => number;

/**
 * Compresses one block to raw deflate data that ends on a byte boundary (sync flush), or with the
 * final bit set when `last`. The output depends on the arguments only, so blocks may run in parallel.
 */
export interface BlockDeflater {
  readonly crc32: Crc32;
  deflate(
    block: Uint8Array,
    options: {
      level: number;
      last: boolean;
      dictionary: Uint8Array | undefined;
    },
  ): Promise<Uint8Array>;
}

/** What raw inflation leaves over: the bytes of the input that follow the final deflate block. */
export interface InflateRest {
  readonly unconsumed: Uint8Array;
}

/**
 * Inflates raw deflate data chunk by chunk; a chunk is valid only until the next one is asked for. The generator's return
 * value holds the input bytes that were pulled from `source` but belong behind the deflate stream; `source` itself is
 * left open for the rest. Throws an ordinary Error when the data is corrupt or ends early.
 */
export interface Inflater {
  readonly crc32: Crc32;
  /** @param dictionary - up to 32 KiB of output in front, which the data may refer to */
  inflate(
    source: AsyncIterator<Uint8Array>,
    dictionary?: Uint8Array,
  ): AsyncGenerator<Uint8Array, InflateRest>;
}

/** Public facts of a key pair. */
export interface KeyInfo {
  readonly algorithm: "rsa" | "ec";
  readonly bits: number;
  /** SHA-256 of the DER SubjectPublicKeyInfo, lower-case hex. */
  readonly spkiSha256: string;
  /** DER SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
}

/** Signs patches: one detached signature over the concatenated signed members. */
export interface PatchSigner {
  readonly key: KeyInfo;
  /** @param sha256 - digest of the signed members' bytes; @returns the bytes of `signature.v2` */
  sign(sha256: Uint8Array): Promise<Uint8Array>;
}

/** A packaged file's digest as found in an RPM header. */
export interface FileDigest {
  readonly algorithm: HashAlgorithm;
  readonly digest: Uint8Array;
}

/** Signs packaged files' digests for the kernel's IMA. */
export interface ImaSigner {
  readonly key: KeyInfo;
  /** Longest `security.ima` value that this key makes, in bytes. */
  readonly signatureLength: number;
  /**
   * Equal digests are signed once in the life of a signer, so what will be needed can be signed ahead.
   *
   * @returns `security.ima` values (spec rpm-and-ima section 7), one per digest, in order
   */
  sign(digests: readonly FileDigest[]): Promise<Uint8Array[]>;
}

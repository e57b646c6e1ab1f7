/** Hashes this package computes. A factory that knows more is welcome. */
export type RpmDigestAlgorithm =
  "md5" | "sha1" | "sha256" | "sha512" | "sha3-256";

/** Length of each digest. */
export const HASH_BYTES: Readonly<Record<RpmDigestAlgorithm, number>> = {
  md5: 16,
  sha1: 20,
  sha256: 32,
  sha512: 64,
  "sha3-256": 32,
};

/** An incremental digest; both methods may be asynchronous and are always awaited. */
export interface RpmHasher {
  update(chunk: Uint8Array): void | Promise<void>;
  digest(): Uint8Array | Promise<Uint8Array>;
}

/** Creates a hasher, or returns undefined when the algorithm is not available. Structural: any such function fits. */
export interface RpmHashFactory {
  (algorithm: RpmDigestAlgorithm): RpmHasher | undefined;
  /** Hashes bytes that are there as a whole, where that is faster. */
  readonly atOnce?:
    | ((
        algorithm: RpmDigestAlgorithm,
        bytes: Uint8Array,
      ) => Uint8Array | undefined)
    | undefined;
}

/** Algorithms that FILEDIGESTALGO can name (spec section 4, "Hash numbers"). */
export type RpmHash =
  | "md5"
  | "sha1"
  | "ripemd160"
  | "sha256"
  | "sha384"
  | "sha512"
  | "sha224"
  | "sha3-256"
  | "sha3-512";

/** Hash number, as in FILEDIGESTALGO, to name and digest length. */
export const HASH_NUMBERS: ReadonlyMap<
  number,
  { readonly name: RpmHash; readonly bytes: number }
> = new Map<number, { name: RpmHash; bytes: number }>([
  [1, { name: "md5", bytes: 16 }],
  [2, { name: "sha1", bytes: 20 }],
  [3, { name: "ripemd160", bytes: 20 }],
  [8, { name: "sha256", bytes: 32 }],
  [9, { name: "sha384", bytes: 48 }],
  [10, { name: "sha512", bytes: 64 }],
  [11, { name: "sha224", bytes: 28 }],
  [12, { name: "sha3-256", bytes: 32 }],
  [14, { name: "sha3-512", bytes: 64 }],
]);

/** Digest of one piece of bytes, or undefined when the factory lacks the algorithm. */
export async function digestOf(
  hash: RpmHashFactory,
  algorithm: RpmDigestAlgorithm,
  bytes: Uint8Array,
): Promise<Uint8Array | undefined> {
  if (hash.atOnce !== undefined) return hash.atOnce(algorithm, bytes);
  const hasher = hash(algorithm);
  await hasher?.update(bytes);
  return hasher?.digest();
}

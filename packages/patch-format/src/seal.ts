import type { Hasher, HashAlgorithm, HashFactory } from "@stx-patch/core";
import { equalBytes, toHex } from "@stx-patch/core";
import { encodeChecksum, parseChecksum } from "./checksum.js";
import { FormatError } from "./error.js";

/** What both integrity values of a patch are made from (spec sections 4 and 5). */
export interface SealResult {
  /** Text of the member `signature`: XOR of the members' MD5 digests. */
  readonly checksum: string;
  /** SHA-256 over the members' bytes one after the other: what `signature.v2` signs. */
  readonly sha256: Uint8Array;
}

/** Takes in one signed member. */
export interface SealMember {
  update(chunk: Uint8Array): Promise<void>;
  finish(): Promise<void>;
}

/** Computes both integrity values while the signed members pass by. */
export interface Seal {
  /**
   * Starts the next signed member, in the order of `PATCH_MEMBERS`.
   *
   * @throws FormatError SEAL_SEQUENCE when the one before was not finished
   */
  member(): SealMember;
  /**
   * @throws FormatError SEAL_SEQUENCE when a member is not finished or the seal already is; SEAL_NOT_AS_WRITTEN when these
   * are not the members that were written
   */
  finish(): Promise<SealResult>;
}

const ALL_ONES = (1n << 128n) - 1n;

/** How to compute a seal. */
export interface SealOptions {
  /**
   * The seal that whoever wrote these very members computed: the same SHA-256 says that the bytes are the same, and so is
   * their checksum, for which no MD5 is computed. Asked at the end.
   */
  readonly written?: (() => SealResult | undefined) | undefined;
}

/**
 * Creates a seal; builder and verifier use the same one.
 *
 * @throws FormatError SEAL_HASH_UNAVAILABLE when the factory lacks MD5 or SHA-256
 */
export function createSeal(
  hash: HashFactory,
  { written }: SealOptions = {},
): Seal {
  const whole = hasherFor(hash, "sha256");
  let checksum = ALL_ONES;
  let state: "between" | "inside" | "finished" = "between";

  function enter(
    expected: typeof state,
    next: typeof state,
    step: string,
  ): void {
    if (state !== expected)
      throw new FormatError(
        "SEAL_SEQUENCE",
        `cannot ${step}: the seal is ${state === "between" ? "between members" : state === "inside" ? "inside a member" : "finished"}`,
      );
    state = next;
  }

  return {
    member() {
      enter("between", "inside", "start a member");
      const own = written === undefined ? hasherFor(hash, "md5") : undefined;
      return {
        async update(chunk) {
          // Both start before either is awaited, so that adapters can hash on two cores.
          await Promise.all([own?.update(chunk), whole.update(chunk)]);
        },
        async finish() {
          enter("inside", "between", "finish a member");
          if (own !== undefined) checksum ^= numberOf(await own.digest());
        },
      };
    },

    async finish() {
      enter("between", "finished", "finish");
      const sha256 = await whole.digest();
      return written === undefined
        ? { checksum: encodeChecksum(checksum), sha256 }
        : asWritten(sha256, written());
    },
  };
}

/**
 * The checksum of the same members with one of them exchanged: a XOR of one MD5 a member tells it without the others.
 *
 * @param checksum - as in {@link SealResult}
 * @throws FormatError SEAL_HASH_UNAVAILABLE when the factory lacks MD5
 */
export async function exchangedChecksum(
  checksum: string,
  {
    before,
    after,
  }: { readonly before: Uint8Array; readonly after: Uint8Array },
  hash: HashFactory,
): Promise<string> {
  let result = parseChecksum(checksum) ?? 0n;
  for (const bytes of [before, after]) {
    const hasher = hasherFor(hash, "md5");
    await hasher.update(bytes);
    result ^= numberOf(await hasher.digest());
  }
  return encodeChecksum(result);
}

function numberOf(digest: Uint8Array): bigint {
  return BigInt(`0x${toHex(digest)}`);
}

function asWritten(
  sha256: Uint8Array,
  written: SealResult | undefined,
): SealResult {
  if (written !== undefined && equalBytes(sha256, written.sha256))
    return written;
  const before = written === undefined ? "nothing" : toHex(written.sha256);
  throw new FormatError(
    "SEAL_NOT_AS_WRITTEN",
    `the signed members that were read have the SHA-256 ${toHex(sha256)}, ${before} was written`,
  );
}

function hasherFor(hash: HashFactory, algorithm: HashAlgorithm): Hasher {
  const hasher = hash(algorithm);
  if (hasher === undefined)
    throw new FormatError(
      "SEAL_HASH_UNAVAILABLE",
      `the hash factory has no ${algorithm}`,
    );
  return hasher;
}

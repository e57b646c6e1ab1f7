import type { Hasher, HashAlgorithm, HashFactory } from "@stx-patch/core";
import { toHex } from "@stx-patch/core";
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
   * @throws FormatError SEAL_SEQUENCE when a member is not finished or the seal already is
   */
  finish(): Promise<SealResult>;
}

const ALL_ONES = (1n << 128n) - 1n;

/**
 * Creates a seal; builder and verifier use the same one.
 *
 * @throws FormatError SEAL_HASH_UNAVAILABLE when the factory lacks MD5 or SHA-256
 */
export function createSeal(hash: HashFactory): Seal {
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
      const own = hasherFor(hash, "md5");
      return {
        async update(chunk) {
          // Both start before either is awaited, so that adapters can hash on two cores.
          await Promise.all([own.update(chunk), whole.update(chunk)]);
        },
        async finish() {
          enter("inside", "between", "finish a member");
          checksum ^= numberOf(await own.digest());
        },
      };
    },

    async finish() {
      enter("between", "finished", "finish");
      const sha256 = await whole.digest();
      return { checksum: encodeChecksum(checksum), sha256 };
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

function hasherFor(hash: HashFactory, algorithm: HashAlgorithm): Hasher {
  const hasher = hash(algorithm);
  if (hasher === undefined)
    throw new FormatError(
      "SEAL_HASH_UNAVAILABLE",
      `the hash factory has no ${algorithm}`,
    );
  return hasher;
}

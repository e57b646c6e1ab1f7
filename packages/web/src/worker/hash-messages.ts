import type { HashAlgorithm } from "@stx-patch/core";

/** `name` of a worker that only computes digests. */
export const HASH_THREAD = "hash-thread";

/** What a hash thread is told; it starts a digest when it first hears of its id. */
export interface HashCommand {
  readonly id: number;
  readonly algorithm: HashAlgorithm;
  readonly bytes: Uint8Array;
  /** Ends the digest. */
  readonly last: boolean;
}

/** What it answers to each command. */
export interface HashAnswer {
  readonly id: number;
  readonly takenBytes: number;
  /** After the last command of an id. */
  readonly digest: Uint8Array | undefined;
}

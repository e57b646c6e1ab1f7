import type { HashAlgorithm } from "@stx-patch/core";

/** `name` of a worker that only computes digests. */
export const HASH_THREAD = "hash-thread";

/** What a hash thread is told; it starts a digest when it first hears of its id. */
export interface HashCommand {
  readonly id: number;
  readonly algorithm: HashAlgorithm;
  /** Changes hands with the message, and comes back with the answer to be filled again. */
  readonly batch: Uint8Array<ArrayBuffer>;
  /** Bytes of the batch that count. */
  readonly sizeBytes: number;
  /** Ends the digest. */
  readonly last: boolean;
}

/** What it answers to each command. */
export interface HashAnswer {
  readonly id: number;
  readonly batch: Uint8Array<ArrayBuffer>;
  readonly sizeBytes: number;
  /** After the last command of an id. */
  readonly digest: Uint8Array | undefined;
}

/** The part of a `MessagePort` that is used. */
export interface MessageLink {
  postMessage(message: unknown, transfer: Transferable[]): void;
  onmessage: ((event: MessageEvent) => void) | null;
}

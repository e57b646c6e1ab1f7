import type { HashAlgorithm } from "@stx-patch/core";
import type { HashAnswer, HashCommand, MessageLink } from "./hash-messages.js";

/** What goes over in one message. */
export const BATCH_BYTES = 256 << 10;

/** Bytes that may wait in front of one thread; then the reading waits. */
const MAX_WAITING_BYTES = 4 << 20;

/**
 * One hash thread, seen from the verifying worker. A thread that fails never answers; the page, which started both, sees
 * the failure and ends them.
 */
export class ThreadLink {
  readonly #link: MessageLink;
  readonly #digests = new Map<number, (digest: Uint8Array) => void>();
  /** Used before: new ones for every batch would be gigabytes of garbage. */
  readonly #spare: Uint8Array<ArrayBuffer>[] = [];
  #waitingBytes = 0;
  #running = 0;
  #room: { promise: Promise<void>; resolve: () => void } | undefined;

  constructor(link: MessageLink) {
    this.#link = link;
    link.onmessage = ({ data }) => {
      this.#take(data as HashAnswer);
    };
  }

  /** Digests that were begun and not ended. */
  get running(): number {
    return this.#running;
  }

  begin(): void {
    this.#running += 1;
  }

  /** An array to be filled and handed over. */
  batch(): Uint8Array<ArrayBuffer> {
    return this.#spare.pop() ?? new Uint8Array(BATCH_BYTES);
  }

  /** Hands a batch over; the returned promise, if any, ends when there is room for more. */
  send(
    id: number,
    algorithm: HashAlgorithm,
    batch: Uint8Array<ArrayBuffer>,
  ): Promise<void> | undefined {
    const sizeBytes = batch.length;
    this.#post({ id, algorithm, batch, sizeBytes, last: false });
    if (this.#waitingBytes <= MAX_WAITING_BYTES) return undefined;
    this.#room ??= withResolver();
    return this.#room.promise;
  }

  /** Hands over a batch that need not be full, and asks for the digest. */
  async finish(
    id: number,
    algorithm: HashAlgorithm,
    batch: Uint8Array<ArrayBuffer>,
    sizeBytes: number,
  ): Promise<Uint8Array> {
    const digest = new Promise<Uint8Array>((resolve) => {
      this.#digests.set(id, resolve);
    });
    this.#post({ id, algorithm, batch, sizeBytes, last: true });
    return digest;
  }

  #post(command: HashCommand): void {
    this.#waitingBytes += command.sizeBytes;
    this.#link.postMessage(command, [command.batch.buffer]);
  }

  #take({ id, batch, sizeBytes, digest }: HashAnswer): void {
    this.#spare.push(batch);
    this.#waitingBytes -= sizeBytes;
    if (this.#waitingBytes <= MAX_WAITING_BYTES / 2) {
      this.#room?.resolve();
      this.#room = undefined;
    }
    if (digest === undefined) return;
    this.#running -= 1;
    this.#digests.get(id)?.(digest);
    this.#digests.delete(id);
  }
}

function withResolver(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

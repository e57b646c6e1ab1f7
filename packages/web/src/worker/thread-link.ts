import type { HashAlgorithm } from "@stx-patch/core";
import type { HashAnswer, HashCommand } from "./hash-messages.js";

/** Bytes that may wait in front of one thread; then the reading waits. */
const MAX_WAITING_BYTES = 4 << 20;

/** The part of a `Worker` that is used. */
export interface ThreadPort {
  postMessage(message: unknown, transfer: Transferable[]): void;
  onmessage: ((event: MessageEvent) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** One hash thread, seen from the verifying worker. */
export class ThreadLink {
  readonly #port: ThreadPort;
  readonly #digests = new Map<
    number,
    { resolve: (digest: Uint8Array) => void; reject: (error: Error) => void }
  >();
  #waitingBytes = 0;
  #running = 0;
  #room: { promise: Promise<void>; resolve: () => void } | undefined;
  #failure: Error | undefined;

  constructor(port: ThreadPort) {
    this.#port = port;
    port.onmessage = ({ data }) => {
      this.#take(data as HashAnswer);
    };
    port.onerror = (event) => {
      this.#fail(new Error(`a hash thread failed: ${event.message}`));
    };
  }

  /** Digests that were begun and not ended. */
  get running(): number {
    return this.#running;
  }

  begin(): void {
    this.#running += 1;
  }

  /** Hands bytes over; the returned promise, if any, ends when there is room for more. */
  send(
    id: number,
    algorithm: HashAlgorithm,
    bytes: Uint8Array<ArrayBuffer>,
  ): Promise<void> | undefined {
    if (this.#failure !== undefined) throw this.#failure;
    this.#post({ id, algorithm, bytes, last: false });
    if (this.#waitingBytes <= MAX_WAITING_BYTES) return undefined;
    this.#room ??= withResolver();
    return this.#room.promise;
  }

  /** Hands the last bytes over and asks for the digest. */
  async finish(
    id: number,
    algorithm: HashAlgorithm,
    bytes: Uint8Array<ArrayBuffer>,
  ): Promise<Uint8Array> {
    if (this.#failure !== undefined) throw this.#failure;
    const digest = new Promise<Uint8Array>((resolve, reject) => {
      this.#digests.set(id, { resolve, reject });
    });
    this.#post({ id, algorithm, bytes, last: true });
    return digest;
  }

  #post(command: HashCommand & { bytes: Uint8Array<ArrayBuffer> }): void {
    this.#waitingBytes += command.bytes.length;
    this.#port.postMessage(command, [command.bytes.buffer]);
  }

  #take({ id, takenBytes, digest }: HashAnswer): void {
    this.#waitingBytes -= takenBytes;
    if (this.#waitingBytes <= MAX_WAITING_BYTES / 2) {
      this.#room?.resolve();
      this.#room = undefined;
    }
    if (digest === undefined) return;
    this.#running -= 1;
    this.#digests.get(id)?.resolve(digest);
    this.#digests.delete(id);
  }

  /** Nobody may wait for a dead thread. */
  #fail(error: Error): void {
    this.#failure = error;
    for (const { reject } of this.#digests.values()) reject(error);
    this.#room?.resolve();
  }
}

function withResolver(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

import type { HashAlgorithm, Hasher, HashFactory } from "@stx-patch/core";
import { nobleHash } from "../noble-hash.js";
import type { MessageLink } from "./hash-messages.js";
import { BATCH_BYTES, ThreadLink } from "./thread-link.js";

/**
 * Digests on other cores. The format asks for two MD5s and two SHA-256s of nearly every byte, so up to four threads are
 * busy at a time.
 *
 * @param links - one to each thread, at least one
 */
export function threadedHash(links: readonly MessageLink[]): HashFactory {
  const threads = links.map((link) => new ThreadLink(link));
  let lastId = 0;
  const leastBusy = (): ThreadLink =>
    threads.reduce((a, b) => (b.running < a.running ? b : a));
  return (algorithm) => {
    lastId += 1;
    return new ThreadedHasher(lastId, algorithm, leastBusy);
  };
}

class ThreadedHasher implements Hasher {
  readonly #id: number;
  readonly #algorithm: HashAlgorithm;
  readonly #choose: () => ThreadLink;
  /** Until it is a batch: shorter inputs (headers, scripts) are not worth a message. */
  #first: Uint8Array[] = [];
  #firstBytes = 0;
  #thread: ThreadLink | undefined;
  #batch: Uint8Array<ArrayBuffer> | undefined;
  #filled = 0;

  constructor(id: number, algorithm: HashAlgorithm, choose: () => ThreadLink) {
    this.#id = id;
    this.#algorithm = algorithm;
    this.#choose = choose;
  }

  update(chunk: Uint8Array): void | Promise<void> {
    if (this.#thread !== undefined) return this.#copy(chunk, this.#thread);
    this.#first.push(chunk);
    this.#firstBytes += chunk.length;
    if (this.#firstBytes < BATCH_BYTES) return undefined;
    return this.#moveTo(this.#choose());
  }

  digest(): Uint8Array | Promise<Uint8Array> {
    const thread = this.#thread;
    return thread === undefined
      ? this.#digestHere()
      : thread.finish(
          this.#id,
          this.#algorithm,
          this.#batch ?? thread.batch(),
          this.#filled,
        );
  }

  #digestHere(): Uint8Array | Promise<Uint8Array> {
    const hasher = nobleHash(this.#algorithm);
    for (const chunk of this.#first) void hasher.update(chunk);
    return hasher.digest();
  }

  #moveTo(thread: ThreadLink): Promise<void> | undefined {
    this.#thread = thread;
    thread.begin();
    const waits = this.#first.map((chunk) => this.#copy(chunk, thread));
    this.#first = [];
    return waits.at(-1);
  }

  /** A copy, because what is sent away is gone here and others still read the chunk. */
  #copy(chunk: Uint8Array, thread: ThreadLink): Promise<void> | undefined {
    let wait: Promise<void> | undefined;
    for (let at = 0; at < chunk.length;) {
      const batch = (this.#batch ??= thread.batch());
      const part = chunk.subarray(at, at + batch.length - this.#filled);
      batch.set(part, this.#filled);
      at += part.length;
      this.#filled += part.length;
      if (this.#filled < batch.length) break;
      wait = thread.send(this.#id, this.#algorithm, batch);
      this.#batch = undefined;
      this.#filled = 0;
    }
    return wait;
  }
}

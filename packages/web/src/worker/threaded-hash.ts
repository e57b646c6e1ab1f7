import {
  type HashAlgorithm,
  type Hasher,
  type HashFactory,
} from "@stx-patch/core";
import { nobleHash } from "../noble-hash.js";
import { ThreadLink, type ThreadPort } from "./thread-link.js";

/** What goes over in one message; shorter inputs (headers, scripts) are not worth one. */
const BATCH_BYTES = 256 << 10;

/**
 * Digests on other cores. The format asks for two MD5s and two SHA-256s of nearly every byte, so up to four threads are
 * busy at a time; each is started when it is first needed.
 */
export function threadedHash(
  startThread: () => ThreadPort,
  maxThreads: number,
): HashFactory {
  const threads: ThreadLink[] = [];
  let lastId = 0;
  const leastBusy = (): ThreadLink => {
    const idle = threads.find(({ running }) => running === 0);
    if (idle !== undefined) return idle;
    if (threads.length < maxThreads) {
      const started = new ThreadLink(startThread());
      threads.push(started);
      return started;
    }
    return threads.reduce((a, b) => (b.running < a.running ? b : a));
  };
  return (algorithm) => {
    lastId += 1;
    return new ThreadedHasher(lastId, algorithm, leastBusy);
  };
}

class ThreadedHasher implements Hasher {
  readonly #id: number;
  readonly #algorithm: HashAlgorithm;
  readonly #choose: () => ThreadLink;
  #thread: ThreadLink | undefined;
  #batch: Uint8Array[] = [];
  #batchBytes = 0;

  constructor(id: number, algorithm: HashAlgorithm, choose: () => ThreadLink) {
    this.#id = id;
    this.#algorithm = algorithm;
    this.#choose = choose;
  }

  update(chunk: Uint8Array): void | Promise<void> {
    this.#batch.push(chunk);
    this.#batchBytes += chunk.length;
    if (this.#batchBytes < BATCH_BYTES) return undefined;
    if (this.#thread === undefined) {
      this.#thread = this.#choose();
      this.#thread.begin();
    }
    return this.#thread.send(this.#id, this.#algorithm, this.#takeBatch());
  }

  digest(): Uint8Array | Promise<Uint8Array> {
    return this.#thread === undefined
      ? this.#digestHere()
      : this.#thread.finish(this.#id, this.#algorithm, this.#takeBatch());
  }

  #digestHere(): Uint8Array | Promise<Uint8Array> {
    const hasher = nobleHash(this.#algorithm);
    for (const chunk of this.#batch) void hasher.update(chunk);
    return hasher.digest();
  }

  /** A copy, because what is sent away is gone here and others still read the chunks. */
  #takeBatch(): Uint8Array<ArrayBuffer> {
    const batch = new Uint8Array(this.#batchBytes);
    let at = 0;
    for (const chunk of this.#batch) {
      batch.set(chunk, at);
      at += chunk.length;
    }
    this.#batch = [];
    this.#batchBytes = 0;
    return batch;
  }
}

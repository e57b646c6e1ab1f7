import { availableParallelism } from "node:os";
import type { HashAlgorithm, Hasher, HashFactory } from "@stx-patch/core";
import { concatBytes } from "@stx-patch/core";
import { HashThread } from "./hash-thread.js";
import { nativeHash } from "./native-hash.js";
import { SharedSlots } from "./shared-slots.js";

/** Digests on threads of their own. */
export interface ThreadedHash {
  readonly hash: HashFactory;
  /** Ends the threads; digests that are not finished by then fail. */
  close(): Promise<void>;
}

/** A digest of less than this is computed at once: handing it over would cost more. */
const INLINE_BYTES = 2 * 1024 * 1024;

/** Bytes that may wait for the threads, all digests together. */
const MAX_WAITING_BYTES = 4 * 1024 * 1024;

/** Relative costs of a byte, so that the two slow ones do not share a thread. */
const COST: Readonly<Record<HashAlgorithm, number>> = {
  md5: 3,
  sha1: 1,
  sha224: 1,
  sha256: 1,
  sha384: 2,
  sha512: 2,
  "sha3-256": 4,
  "sha3-512": 6,
};

/**
 * Computes digests beside the work that produces the bytes: the format forces an MD5 and a SHA-256 over every
 * byte, and RPMs carry two more. Small digests never start a thread.
 *
 * @param options - `threads`: at most so many; one less than the machine has cores, but at least two, by default
 */
export function createThreadedHash(
  options: { readonly threads?: number } = {},
): ThreadedHash {
  const pool = new HashPool(
    options.threads ?? Math.max(2, availableParallelism() - 1),
  );
  return {
    hash: (algorithm) =>
      nativeHash(algorithm) === undefined
        ? undefined
        : new ThreadedHasher(algorithm, pool),
    close: () => pool.close(),
  };
}

/** A digest that a thread computes. */
interface RemoteDigest {
  readonly thread: HashThread;
  readonly id: number;
}

/** The threads, started one by one as they are needed, and the bytes that wait for them. */
class HashPool {
  readonly #threads: HashThread[] = [];
  readonly #maxThreads: number;
  readonly #slots = new SharedSlots();
  #waitingBytes = 0;
  #wake: (() => void)[] = [];

  constructor(maxThreads: number) {
    this.#maxThreads = maxThreads;
  }

  /** The thread with the least work. */
  choose(cost: number): HashThread {
    if (
      this.#threads.length < this.#maxThreads &&
      this.#threads.every(({ load }) => load > 0)
    ) {
      this.#threads.push(
        new HashThread(
          (slot, length) => {
            this.#slots.release(slot);
            this.#waitingBytes -= length;
            if (this.#waitingBytes <= MAX_WAITING_BYTES) this.#wakeAll();
          },
          () => {
            // Whoever waits for room has to notice.
            this.#wakeAll();
          },
        ),
      );
    }
    const thread = this.#threads.reduce((best, other) =>
      other.load < best.load ? other : best,
    );
    thread.load += cost;
    return thread;
  }

  /** Hands a chunk over to a digest; resolves when there is room for more. */
  async send({ thread, id }: RemoteDigest, chunk: Uint8Array): Promise<void> {
    thread.update(id, this.#slots.take(chunk));
    this.#waitingBytes += chunk.length;
    if (this.#waitingBytes <= MAX_WAITING_BYTES) return;
    await new Promise<void>((resolve) => {
      this.#wake.push(resolve);
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }

  #wakeAll(): void {
    const wake = this.#wake;
    this.#wake = [];
    for (const resolve of wake) resolve();
  }
}

/** A digest that moves to a thread once it is worth it. */
class ThreadedHasher implements Hasher {
  readonly #algorithm: HashAlgorithm;
  readonly #pool: HashPool;
  #early: Uint8Array[] = [];
  #earlyBytes = 0;
  #remote: RemoteDigest | undefined;

  constructor(algorithm: HashAlgorithm, pool: HashPool) {
    this.#algorithm = algorithm;
    this.#pool = pool;
  }

  update(chunk: Uint8Array): Promise<void> | undefined {
    if (this.#remote !== undefined) return this.#pool.send(this.#remote, chunk);
    this.#early.push(chunk);
    this.#earlyBytes += chunk.length;
    return this.#earlyBytes < INLINE_BYTES ? undefined : this.#moveOver();
  }

  async digest(): Promise<Uint8Array> {
    if (this.#remote !== undefined) {
      const { thread, id } = this.#remote;
      const digest = await thread.finish(id);
      thread.load -= COST[this.#algorithm];
      return digest;
    }
    const hasher = nativeHash(this.#algorithm);
    if (hasher === undefined) throw new TypeError(`${this.#algorithm} is gone`);
    await hasher.update(concatBytes(this.#early));
    return hasher.digest();
  }

  #moveOver(): Promise<void> {
    const thread = this.#pool.choose(COST[this.#algorithm]);
    const id = thread.start(this.#algorithm);
    this.#remote = { thread, id };
    const early = concatBytes(this.#early);
    this.#early = [];
    return this.#pool.send(this.#remote, early);
  }
}

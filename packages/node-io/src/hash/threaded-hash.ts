import { availableParallelism } from "node:os";
import type {
  BorrowedRoom,
  ChunkMemory,
  HashAlgorithm,
  Hasher,
  HashFactory,
  HashHint,
} from "@stx-patch/core";
import { concatBytes, copyOf } from "@stx-patch/core";
import { HashThread } from "./hash-thread.js";
import { nativeHash } from "./native-hash.js";
import { compileMd5 } from "./md5-module.js";
import { sharedCopy } from "./shared-copy.js";
import type { MemoryPages } from "./wasm-encoding.js";
import { SharedSlots, SLOT_BYTES } from "./shared-slots.js";

/** Digests on threads of their own. */
export interface ThreadedHash {
  readonly hash: HashFactory;
  /** What is read into it needs no copy to be hashed. */
  readonly memory: ChunkMemory;
  /** Ends the threads; digests that are not finished by then fail. */
  close(): Promise<void>;
}

/** A digest of less than this is computed at once: handing it over would cost more. */
const INLINE_BYTES = 2 * 1024 * 1024;

/** Bytes that may wait for the threads, all digests together. */
const MAX_WAITING_BYTES = 16 * 1024 * 1024;

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
    hash: (algorithm, hint) =>
      nativeHash(algorithm) === undefined
        ? undefined
        : new ThreadedHasher(kindOf(algorithm, hint), pool),
    memory: {
      borrow: () => pool.borrow(),
      copy: (target, source) => {
        pool.copy(target, source);
      },
    },
    close: () => pool.close(),
  };
}

/** A digest, as the threads see it. */
interface DigestKind {
  readonly algorithm: HashAlgorithm;
  /** Two of these cost hardly more than one; alone, OpenSSL's is quicker. */
  readonly pairs: boolean;
}

function kindOf(algorithm: HashAlgorithm, hint?: HashHint): DigestKind {
  return { algorithm, pairs: algorithm === "md5" && hint?.isOnly !== true };
}

/** A digest that a thread computes. */
interface RemoteDigest {
  readonly thread: HashThread;
  readonly id: number;
}

/** Where the slots begin; in front of them each thread has its scratch area. */
const FIRST_SLOT_ADDRESS = 64 * 1024;
const SCRATCH_BYTES = 256;
const MAX_SLOTS = 64;
const PAGE_BYTES = 64 * 1024;
const PAGES = Math.ceil(
  (FIRST_SLOT_ADDRESS + MAX_SLOTS * SLOT_BYTES) / PAGE_BYTES,
);

/** The threads, started one by one as they are needed, and the bytes that wait for them. */
class HashPool {
  readonly #threads: HashThread[] = [];
  readonly #maxThreads: number;
  /** Null: the system does not grant it. */
  #shared: SharedWork | null | undefined;
  #waitingBytes = 0;
  #wake: (() => void)[] = [];

  constructor(maxThreads: number) {
    this.#maxThreads = Math.min(maxThreads, FIRST_SLOT_ADDRESS / SCRATCH_BYTES);
  }

  /** The thread that has an MD5 without a partner for another one, or else the one with the least work. */
  choose({ algorithm, pairs }: DigestKind): HashThread {
    const lonely = this.#threads.find(({ md5Count }) => md5Count % 2 === 1);
    const thread = (pairs ? lonely : undefined) ?? this.#leastLoaded();
    if (pairs) thread.md5Count += 1;
    thread.load += COST[algorithm];
    return thread;
  }

  /** A digest that {@link HashPool.choose} found a thread for is done. */
  leave(thread: HashThread, { algorithm, pairs }: DigestKind): void {
    if (pairs) thread.md5Count -= 1;
    thread.load -= COST[algorithm];
  }

  /** Hands a chunk over to a digest; resolves when there is room for more. */
  async send(digest: RemoteDigest, chunk: Uint8Array): Promise<void> {
    for (let at = 0; at < chunk.length; at += SLOT_BYTES)
      await this.#sendPart(digest, chunk.subarray(at, at + SLOT_BYTES));
  }

  borrow(): BorrowedRoom | undefined {
    return this.#granted()?.slots.borrow();
  }

  copy(target: Uint8Array, source: Uint8Array): void {
    const shared = this.#granted();
    if (shared === null) target.set(source);
    else shared.slots.copy(target, source);
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }

  async #sendPart(
    { thread, id }: RemoteDigest,
    chunk: Uint8Array,
  ): Promise<void> {
    const { slots } = this.#sharedWork();
    let taken = slots.take(chunk);
    while (taken === undefined) {
      await this.#room();
      taken = slots.take(chunk);
    }
    thread.update(id, taken);
    this.#waitingBytes += chunk.length;
    if (this.#waitingBytes > MAX_WAITING_BYTES) await this.#room();
  }

  /** Room that a dead thread holds never comes back, so that nobody may wait for it. */
  async #room(): Promise<void> {
    this.#assertAlive();
    await new Promise<void>((resolve) => {
      this.#wake.push(resolve);
    });
    this.#assertAlive();
  }

  #assertAlive(): void {
    for (const thread of this.#threads) thread.assertAlive();
  }

  #leastLoaded(): HashThread {
    if (
      this.#threads.length < this.#maxThreads &&
      this.#threads.every(({ load }) => load > 0)
    ) {
      this.#threads.push(this.#start());
    }
    return this.#threads.reduce((best, other) =>
      other.load < best.load ? other : best,
    );
  }

  #start(): HashThread {
    const { memory, module, slots } = this.#sharedWork();
    const scratch = this.#threads.length * SCRATCH_BYTES;
    return new HashThread(
      { memory, module, scratch },
      {
        onHashed: (slot, length) => {
          slots.release(slot);
          this.#waitingBytes -= length;
          if (this.#waitingBytes <= MAX_WAITING_BYTES) this.#wakeAll();
        },
        // Whoever waits for room has to notice.
        onFailure: () => {
          this.#wakeAll();
        },
      },
    );
  }

  /** Whether threads can be given bytes; else digests are to be computed where the bytes are. */
  get isGranted(): boolean {
    return this.#granted() !== null;
  }

  #sharedWork(): SharedWork {
    const shared = this.#granted();
    if (shared === null) throw new TypeError("no thread without memory");
    return shared;
  }

  /** Made when something is to go into it: many runs need none. */
  #granted(): SharedWork | null {
    if (this.#shared === undefined) this.#shared = createSharedWork();
    return this.#shared;
  }

  #wakeAll(): void {
    const wake = this.#wake;
    this.#wake = [];
    for (const resolve of wake) resolve();
  }
}

/** What all threads of a pool share. */
interface SharedWork {
  readonly memory: WebAssembly.Memory;
  readonly module: WebAssembly.Module;
  readonly slots: SharedSlots;
}

/** Memory costs nothing until a slot is used, but its addresses count: V8 reserves 10 GiB of them, which `ulimit -v` may forbid. */
function createSharedWork(): SharedWork | null {
  const pages = { initial: PAGES, maximum: PAGES };
  const memory = sharedMemory(pages);
  if (memory === null) return null;
  let module: WebAssembly.Module | undefined;
  return {
    memory,
    get module() {
      return (module ??= compileMd5(pages));
    },
    slots: new SharedSlots(
      new Uint8Array(memory.buffer),
      FIRST_SLOT_ADDRESS,
      sharedCopy(memory, pages),
    ),
  };
}

function sharedMemory(pages: MemoryPages): WebAssembly.Memory | null {
  try {
    return new WebAssembly.Memory({ ...pages, shared: true });
  } catch {
    // A RangeError, of whichever realm: the sizes themselves are right.
    return null;
  }
}

/** A digest that moves to a thread once it is worth it. */
class ThreadedHasher implements Hasher {
  readonly #kind: DigestKind;
  readonly #pool: HashPool;
  #early: Uint8Array[] = [];
  #earlyBytes = 0;
  #remote: RemoteDigest | undefined;
  /** In place of a thread. */
  #own: Hasher | undefined;

  constructor(kind: DigestKind, pool: HashPool) {
    this.#kind = kind;
    this.#pool = pool;
  }

  update(chunk: Uint8Array): Promise<void> | undefined {
    if (this.#remote !== undefined) return this.#pool.send(this.#remote, chunk);
    if (this.#own !== undefined) return this.#own.update(chunk) ?? undefined;
    // A copy: the chunk's memory may be used again before enough has come to decide.
    this.#early.push(copyOf(chunk));
    this.#earlyBytes += chunk.length;
    return this.#earlyBytes < INLINE_BYTES ? undefined : this.#moveOver();
  }

  async digest(): Promise<Uint8Array> {
    if (this.#remote !== undefined) {
      const { thread, id } = this.#remote;
      const digest = await thread.finish(id);
      this.#pool.leave(thread, this.#kind);
      return digest;
    }
    const hasher = this.#own ?? this.#native();
    await hasher.update(this.#takeEarly());
    return hasher.digest();
  }

  #native(): Hasher {
    const { algorithm } = this.#kind;
    const hasher = nativeHash(algorithm);
    if (hasher === undefined) throw new TypeError(`${algorithm} is gone`);
    return hasher;
  }

  #moveOver(): Promise<void> | undefined {
    if (!this.#pool.isGranted) {
      this.#own = this.#native();
      return this.#own.update(this.#takeEarly()) ?? undefined;
    }
    const thread = this.#pool.choose(this.#kind);
    const { algorithm, pairs } = this.#kind;
    const id = thread.start(algorithm, pairs);
    this.#remote = { thread, id };
    return this.#pool.send(this.#remote, this.#takeEarly());
  }

  #takeEarly(): Uint8Array {
    const early = concatBytes(this.#early);
    this.#early = [];
    return early;
  }
}

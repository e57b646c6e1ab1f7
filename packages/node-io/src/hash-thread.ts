import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { IoError } from "./error.js";
import type { SharedChunk } from "./shared-slots.js";

/**
 * What runs on the thread: digests by number. A text, so that it needs no file of its own beside a
 * bundle; it can do nothing but hash.
 */
const PROGRAM = `
const { parentPort } = require("node:worker_threads");
const { createHash } = require("node:crypto");
const hashes = new Map();
parentPort.on("message", ({ id, algorithm, slot, bytes, last }) => {
  if (algorithm !== undefined) hashes.set(id, createHash(algorithm));
  const hash = hashes.get(id);
  if (bytes !== undefined) {
    hash.update(bytes);
    parentPort.postMessage({ id, slot, length: bytes.length });
  }
  if (last) {
    hashes.delete(id);
    parentPort.postMessage({ id, digest: new Uint8Array(hash.digest()) });
  }
});
`;

/** What the thread sends back. */
interface Answer {
  readonly id: number;
  /** Slot whose bytes have been hashed, and how many they were. */
  readonly slot?: number;
  readonly length?: number;
  readonly digest?: Uint8Array;
}

/** One digest that a thread works on. */
interface Task {
  resolve(digest: Uint8Array): void;
  reject(error: Error): void;
}

/** A thread that computes any number of digests, each in the order of its chunks. */
export class HashThread {
  // Options of the host process (--input-type, --cpu-prof) are not meant for this text.
  readonly #worker = new Worker(PROGRAM, { eval: true, execArgv: [] });
  readonly #tasks = new Map<number, Task>();
  readonly #onHashed: (slot: number, length: number) => void;
  readonly #onFailure: () => void;
  #nextId = 0;
  #openQuestions = 0;
  #failure: Error | undefined;
  /** Work handed over so far, in units of cost; a new digest goes to the thread with the least. */
  load = 0;

  /**
   * @param onHashed - called when a slot has been hashed
   * @param onFailure - called when no more answers will come
   */
  constructor(
    onHashed: (slot: number, length: number) => void,
    onFailure: () => void,
  ) {
    this.#onHashed = onHashed;
    this.#onFailure = onFailure;
    this.#worker.unref();
    this.#worker.on("message", (answer: Answer) => {
      this.#receive(answer);
    });
    this.#worker.on("error", (error) => {
      this.#fail(error);
    });
    this.#worker.on("exit", () => {
      this.#fail(undefined);
    });
  }

  /** Starts a digest and returns its number. */
  start(algorithm: string): number {
    const id = this.#nextId++;
    this.#worker.postMessage({ id, algorithm });
    return id;
  }

  /** Hands over a chunk in shared memory, which nobody may change until it has been hashed. */
  update(id: number, { slot, bytes }: SharedChunk): void {
    if (this.#failure !== undefined) throw this.#failure;
    this.#asked();
    this.#worker.postMessage({ id, slot, bytes });
  }

  /** Ends a digest. */
  async finish(id: number): Promise<Uint8Array> {
    if (this.#failure !== undefined) throw this.#failure;
    this.#asked();
    return new Promise<Uint8Array>((resolve, reject) => {
      this.#tasks.set(id, { resolve, reject });
      this.#worker.postMessage({ id, last: true });
    });
  }

  /** Ends the thread. */
  async close(): Promise<void> {
    const exited = once(this.#worker, "exit");
    await this.#worker.terminate();
    await exited.catch(() => undefined);
  }

  /** The process has to stay for an answer, and for nothing else: an idle thread must not keep it alive. */
  #asked(): void {
    if (this.#openQuestions === 0) this.#worker.ref();
    this.#openQuestions += 1;
  }

  #receive({ id, slot, length, digest }: Answer): void {
    this.#openQuestions -= 1;
    if (this.#openQuestions === 0) this.#worker.unref();
    if (slot !== undefined) this.#onHashed(slot, length ?? 0);
    if (digest === undefined) return;
    const task = this.#tasks.get(id);
    this.#tasks.delete(id);
    task?.resolve(digest);
  }

  #fail(cause: Error | undefined): void {
    this.#failure ??= new IoError(
      "IO_THREAD_FAILED",
      "a thread that computes digests ended before its work was done",
      { cause },
    );
    for (const task of this.#tasks.values()) task.reject(this.#failure);
    this.#tasks.clear();
    this.#onFailure();
  }
}

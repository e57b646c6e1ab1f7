import { Worker } from "node:worker_threads";
import { IoError } from "../error.js";
import {
  serveDigests,
  type DigestAnswer,
  type DigestRequest,
  type DigestThreadData,
} from "./digest-program.js";
import type { SharedChunk } from "./shared-slots.js";

/** A text, so that it needs no file of its own beside a bundle. */
const PROGRAM = `(${serveDigests.toString()})({
  crypto: require("node:crypto"),
  threads: require("node:worker_threads"),
});`;

/** One digest that a thread works on. */
interface Task {
  resolve(digest: Uint8Array): void;
  reject(error: Error): void;
}

/** What a thread tells its owner. */
export interface HashThreadEvents {
  /** A digest is done with a slot. */
  onHashed(slot: number, length: number): void;
  /** No more answers will come. */
  onFailure(): void;
}

/** A thread that computes any number of digests, each in the order of its chunks. */
export class HashThread {
  readonly #worker: Worker;
  readonly #tasks = new Map<number, Task>();
  readonly #events: HashThreadEvents;
  readonly #exited: Promise<unknown>;
  #outbox: DigestRequest[] = [];
  #nextId = 0;
  #openQuestions = 0;
  #isClosing = false;
  #failure: Error | undefined;
  /** Work handed over so far, in units of cost; a new digest goes to the thread with the least. */
  load = 0;
  /** MD5s in work that go in pairs: two cost hardly more than one. */
  md5Count = 0;

  constructor(workerData: DigestThreadData, events: HashThreadEvents) {
    this.#events = events;
    // Options of the host process (--input-type, --cpu-prof) are not meant for this text.
    this.#worker = new Worker(PROGRAM, {
      eval: true,
      execArgv: [],
      workerData,
    });
    this.#worker.unref();
    // From the start: a thread that ended by itself does not say so again when it is closed.
    this.#exited = new Promise((resolve) => {
      this.#worker.once("exit", resolve);
    });
    this.#worker.on("message", (answers: readonly DigestAnswer[]) => {
      for (const answer of answers) this.#receive(answer);
    });
    this.#worker.on("error", (error) => {
      this.#fail(error);
    });
    this.#worker.on("exit", () => {
      this.#fail(undefined);
    });
  }

  /** @throws IoError IO_THREAD_FAILED */
  assertAlive(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }

  /**
   * Starts a digest and returns its number.
   *
   * @param pairs - an MD5 that goes with another one
   */
  start(algorithm: string, pairs: boolean): number {
    const id = this.#nextId++;
    this.#post({ id, algorithm, pairs });
    return id;
  }

  /** Hands over a chunk in shared memory, which nobody may change until it has been hashed. */
  update(id: number, { slot, start, length }: SharedChunk): void {
    this.assertAlive();
    this.#asked();
    this.#post({ id, slot, start, length });
  }

  /** Ends a digest. */
  async finish(id: number): Promise<Uint8Array> {
    this.assertAlive();
    this.#asked();
    return new Promise<Uint8Array>((resolve, reject) => {
      this.#tasks.set(id, { resolve, reject });
      this.#post({ id, last: true });
    });
  }

  /** Ends the thread, whatever it is at. */
  async close(): Promise<void> {
    this.#isClosing = true;
    // It keeps the process alive until it has ended.
    await this.#worker.terminate();
    await this.#exited;
  }

  /** What is asked for in one go is sent as one message: the digests of a chunk then start together, and can pair. */
  #post(request: DigestRequest): void {
    if (this.#outbox.push(request) > 1) return;
    setImmediate(() => {
      const outbox = this.#outbox;
      this.#outbox = [];
      this.#worker.postMessage(outbox);
    });
  }

  /** The process has to stay for an answer, and for nothing else: an idle thread must not keep it alive. */
  #asked(): void {
    if (this.#openQuestions === 0) this.#worker.ref();
    this.#openQuestions += 1;
  }

  #receive(answer: DigestAnswer): void {
    this.#openQuestions -= 1;
    // An answer may still come while the thread ends: the process has to stay for that end.
    if (this.#openQuestions === 0 && !this.#isClosing) this.#worker.unref();
    if ("slot" in answer) {
      this.#events.onHashed(answer.slot, answer.length);
      return;
    }
    const task = this.#tasks.get(answer.id);
    this.#tasks.delete(answer.id);
    task?.resolve(answer.digest);
  }

  #fail(cause: Error | undefined): void {
    this.#failure ??= new IoError(
      "IO_THREAD_FAILED",
      "a thread that computes digests ended before its work was done",
      { cause },
    );
    for (const task of this.#tasks.values()) task.reject(this.#failure);
    this.#tasks.clear();
    this.#events.onFailure();
  }
}

import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { IoError } from "./error.js";
import type { TaskMessage, ThreadStart } from "./task-message.js";

/** The task a thread works on. */
interface Assignment {
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

/** A thread that works on one task after the other. */
export class TaskThread {
  readonly #worker: Worker;
  readonly #onProgress: (amount: number) => void;
  #assignment: Assignment | undefined;
  #ended = false;

  constructor(
    module: URL,
    start: ThreadStart,
    onProgress: (amount: number) => void,
  ) {
    this.#onProgress = onProgress;
    // Options of the host process (--input-type, --cpu-prof) are not meant for the module.
    this.#worker = new Worker(module, { workerData: start, execArgv: [] });
    this.#worker.on("message", (message: TaskMessage) => {
      this.#receive(message);
    });
    this.#worker.on("error", (error) => {
      this.#end(error);
    });
    this.#worker.on("exit", () => {
      this.#end(undefined);
    });
  }

  /** True once the thread can do nothing more. */
  get ended(): boolean {
    return this.#ended;
  }

  /** @throws what the task threw; IoError IO_THREAD_FAILED when the thread ended before it */
  run(task: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#assignment = { resolve, reject };
      if (this.#ended) this.#end(undefined);
      else this.#worker.postMessage(task);
    });
  }

  async close(): Promise<void> {
    if (this.#ended) return;
    const exited = once(this.#worker, "exit");
    await this.#worker.terminate();
    await exited;
  }

  #receive(message: TaskMessage): void {
    switch (message.kind) {
      case "progress":
        this.#onProgress(message.amount);
        break;
      case "result":
        this.#take()?.resolve(message.result);
        break;
      case "failure":
        this.#take()?.reject(message.error);
    }
  }

  #end(cause: Error | undefined): void {
    this.#ended = true;
    const message = "a thread ended before its work was done";
    this.#take()?.reject(new IoError("IO_THREAD_FAILED", message, { cause }));
  }

  #take(): Assignment | undefined {
    const assignment = this.#assignment;
    this.#assignment = undefined;
    return assignment;
  }
}

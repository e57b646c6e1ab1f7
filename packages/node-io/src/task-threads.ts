import { IoError } from "./error.js";
import { TaskThread } from "./task-thread.js";

/** Threads that work on tasks, each on one at a time. */
export interface TaskThreads<Task, Result> {
  /**
   * Hands a task to the next thread that is free; tasks are begun in the order of the calls. A thread that ends is replaced,
   * so that one task cannot spoil the others.
   *
   * @throws what the task threw (without its class); IoError IO_THREAD_FAILED when the thread ended before it
   */
  run(task: Task): Promise<Result>;
  /** Ends the threads, whatever they are doing. */
  close(): Promise<void>;
}

/** What the threads are. */
export interface TaskThreadsOptions {
  /** Module that calls {@link serveTasks}. */
  readonly module: URL;
  /** Cloned to every thread. */
  readonly setup: unknown;
  readonly maxThreads: number;
  /** Called with what the threads report. */
  readonly onProgress?: (amount: number) => void;
}

/** Starts no thread before there is work for it. */
export function createTaskThreads<Task, Result>(
  options: TaskThreadsOptions,
): TaskThreads<Task, Result> {
  const pool = new TaskPool(options);
  return {
    run: (task) => pool.run(task) as Promise<Result>,
    close: () => pool.close(),
  };
}

class TaskPool {
  readonly #options: TaskThreadsOptions;
  readonly #threads = new Set<TaskThread>();
  readonly #idle: TaskThread[] = [];
  /** Calls that wait until a thread is free. */
  readonly #waiting: (() => void)[] = [];
  #places: number;
  #closed = false;

  constructor(options: TaskThreadsOptions) {
    this.#options = options;
    this.#places = options.maxThreads;
  }

  async run(task: unknown): Promise<unknown> {
    await this.#takePlace();
    try {
      return await this.#runNow(task);
    } finally {
      this.#leavePlace();
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#threads].map((thread) => thread.close()));
  }

  async #runNow(task: unknown): Promise<unknown> {
    const thread = this.#free();
    try {
      return await thread.run(task);
    } finally {
      if (thread.ended) this.#threads.delete(thread);
      else this.#idle.push(thread);
    }
  }

  /** One that waits for work, and has not ended while it did. */
  #free(): TaskThread {
    const idle = this.#idle.pop();
    if (idle === undefined) return this.#start();
    return idle.ended ? this.#free() : idle;
  }

  #start(): TaskThread {
    if (this.#closed)
      throw new IoError("IO_THREAD_FAILED", "the threads have been closed");
    const { module, setup, onProgress } = this.#options;
    const report = onProgress ?? (() => undefined);
    const thread = new TaskThread(module, { setup }, report);
    this.#threads.add(thread);
    return thread;
  }

  async #takePlace(): Promise<void> {
    if (this.#places > 0) {
      this.#places -= 1;
      return;
    }
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  #leavePlace(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#places += 1;
    else next();
  }
}

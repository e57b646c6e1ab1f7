import type { TrustSettings } from "../protocol.js";
import { Job, type JobContext } from "./job.js";

/** Verifies files one after the other, in the order they came. */
export class Queue {
  readonly #list: HTMLElement;
  readonly #context: JobContext;
  readonly #settings: () => Promise<TrustSettings>;
  readonly #onChange: () => void;
  #jobs: Job[] = [];
  #waiting: Job[] = [];
  #running = false;

  constructor(options: {
    /** Gets one entry for each file. */
    readonly list: HTMLElement;
    readonly context: JobContext;
    /** Asked when a file's turn comes. */
    readonly settings: () => Promise<TrustSettings>;
    /** Called whenever there may be more or fewer results. */
    readonly onChange: () => void;
  }) {
    this.#list = options.list;
    this.#context = options.context;
    this.#settings = options.settings;
    this.#onChange = options.onChange;
  }

  get size(): number {
    return this.#jobs.length;
  }

  /** True when a result may have been reached with other settings than today's. */
  get hasStarted(): boolean {
    return this.#jobs.some(({ started }) => started);
  }

  add(files: readonly File[]): void {
    const jobs = files.map((file) => new Job(file));
    this.#jobs.push(...jobs);
    this.#list.append(...jobs.map(({ view }) => view));
    this.#enqueue(jobs);
  }

  /** Verifies everything again, e.g. with other trust anchors. */
  again(): void {
    for (const job of this.#jobs) job.wait();
    this.#waiting = [];
    this.#enqueue(this.#jobs);
  }

  clear(): void {
    for (const job of this.#jobs) job.cancel();
    this.#jobs = [];
    this.#waiting = [];
    this.#list.replaceChildren();
    this.#onChange();
  }

  #enqueue(jobs: readonly Job[]): void {
    this.#waiting.push(...jobs);
    this.#onChange();
    void this.#work();
  }

  async #work(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    for (
      let job = this.#waiting.shift();
      job !== undefined;
      job = this.#waiting.shift()
    ) {
      const settings = await this.#settings();
      if (!job.cancelled) await job.run(settings, this.#context);
      this.#onChange();
    }
    this.#running = false;
  }
}

import { setImmediate as nextTurn } from "node:timers/promises";

import { hashOf } from "./corpus.mjs";
import { failureOf } from "./failure.mjs";
import { minimise } from "./minimise.mjs";
import { dictionaryOf, Mutator } from "./mutate.mjs";
import { runTarget } from "./run-target.mjs";

/** Other runs are let in now and then: adapters wait for timers and threads. */
const RUNS_BETWEEN_BREATHS = 1000;
const MEMORY_CHECK_RUNS = 64;

/**
 * The loop: takes an input that is known, changes it, runs it, and keeps it when it took a branch that none
 * took before, or one more often.
 */
export class Fuzzer {
  /** Inputs that showed something new, oldest first. */
  corpus = [];
  runs = 0;
  #target;
  #coverage;
  #mailbox;
  #memory;
  #random;
  #mutator;
  #report;
  #known = new Set();

  /** @param report - gets each finding once */
  constructor({ target, coverage, mailbox, memory, random, report }) {
    this.#target = target;
    this.#coverage = coverage;
    this.#mailbox = mailbox;
    this.#memory = memory;
    this.#random = random;
    this.#report = report;
    this.#mutator = new Mutator(random, {
      maxBytes: target.maxBytes,
      own: target.mutations,
      repair: target.repair,
      dictionary: [
        ...(target.dictionary ?? []),
        ...dictionaryOf(coverage.constants),
      ],
    });
  }

  /** Runs inputs as they are. */
  async seed(inputs) {
    for (const bytes of inputs)
      if (bytes.length <= this.#target.maxBytes) await this.#try(bytes);
    if (this.corpus.length === 0) this.corpus.push(new Uint8Array(0));
    await this.#memory.setBaseline();
  }

  /** @param goOn - asked before every run */
  async loop(goOn) {
    while (goOn(this.runs)) {
      const other = this.#random.pick(this.corpus);
      await this.#try(this.#mutator.mutate(this.#choose(), other));
      if (this.runs % RUNS_BETWEEN_BREATHS === 0) await nextTurn();
    }
  }

  /** The branches that an input takes. */
  async branchesOf(bytes) {
    await this.#run(bytes);
    return this.#coverage.branches();
  }

  /** Newer inputs reach further: the newest third is taken half of the time. */
  #choose() {
    const { length } = this.corpus;
    const recent = Math.ceil(length / 3);
    return this.#random.oneIn(2)
      ? this.#random.pick(this.corpus)
      : this.corpus[length - 1 - this.#random.below(recent)];
  }

  async #try(bytes) {
    const failure = await this.#run(bytes);
    const isNew = this.#coverage.collect() > 0;
    if (failure !== undefined) return this.#found(bytes, failure);
    if (isNew) this.corpus.push(bytes);
    if (this.runs % MEMORY_CHECK_RUNS === 0 || isNew)
      await this.#checkMemory(bytes);
  }

  async #run(bytes) {
    this.runs += 1;
    this.#coverage.reset();
    this.#mailbox.post(bytes);
    try {
      await runTarget(this.#target, bytes);
      return undefined;
    } catch (error) {
      return failureOf(error);
    }
  }

  async #checkMemory(bytes) {
    if (!this.#memory.isSuspicious) return;
    const message = await this.#memory.examine(() => this.#run(bytes));
    if (message !== undefined)
      await this.#found(bytes, { kind: "memory", key: "memory", message });
  }

  /** The same failure is reported once, with the smallest input found for it. */
  async #found(bytes, failure) {
    if (this.#known.has(failure.key)) return;
    this.#known.add(failure.key);
    const smallest =
      failure.kind === "crash"
        ? await minimise(
            bytes,
            async (candidate) =>
              (await this.#run(candidate))?.key === failure.key,
          )
        : bytes;
    this.#report({ ...failure, name: hashOf(smallest), bytes: smallest });
  }
}

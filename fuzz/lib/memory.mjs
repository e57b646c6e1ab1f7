import { setTimeout } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const gc = runInNewContext("gc");

const MIB = 1024 * 1024;

/** Watches the process's memory for inputs that take much, and for what runs leave behind. */
export class MemoryGuard {
  #limitBytes;
  #baseline = { rss: 0, held: 0 };

  constructor(limitMiB) {
    this.#limitBytes = limitMiB * MIB;
  }

  /** What is used now is normal. */
  async setBaseline() {
    await collectGarbage();
    this.#baseline = { rss: process.memoryUsage.rss(), held: heldBytes() };
  }

  /** Cheap: true when a closer look is needed. */
  get isSuspicious() {
    return process.memoryUsage.rss() - this.#baseline.rss > this.#limitBytes;
  }

  /**
   * Runs the input again, from a clean state: memory may have been garbage of many runs.
   *
   * @returns what is wrong, or undefined
   */
  async examine(runAgain) {
    await collectGarbage();
    const held = heldBytes() - this.#baseline.held;
    if (held > this.#limitBytes)
      return `${Math.round(held / MIB)} MiB are kept after the runs`;
    const before = process.memoryUsage.rss();
    await runAgain();
    const taken = process.memoryUsage.rss() - before;
    if (taken > this.#limitBytes)
      return `${Math.round(taken / MIB)} MiB taken by one input`;
    // The allocator does not give everything back to the system: that is the new normal.
    await this.setBaseline();
    return undefined;
  }
}

/** Buffers are freed after a collection, in the background. */
async function collectGarbage() {
  gc();
  await setTimeout(20);
  gc();
}

function heldBytes() {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

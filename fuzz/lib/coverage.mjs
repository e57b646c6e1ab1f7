const MAX_COUNTERS = 1 << 16;

/** Counts 1, 2, 3, 4-7, 8-15, 16-31, 32-127 and more are told apart, as AFL does. */
function bucketOf(count) {
  if (count < 4) return 1 << (count - 1);
  if (count < 8) return 8;
  if (count < 16) return 16;
  if (count < 32) return 32;
  return count < 128 ? 64 : 128;
}

/** What the instrumented code counts, and which of it has been seen before. */
export class Coverage {
  /** Numbers and strings of the instrumented code. */
  constants = new Set();
  #counters = new Uint32Array(MAX_COUNTERS);
  #seen = new Uint8Array(MAX_COUNTERS);
  #used = 0;

  /** Makes the function that instrumented modules call. Must come before they are loaded. */
  install() {
    globalThis.fuzzRegister = (count, constants) => {
      for (const constant of constants) this.constants.add(constant);
      const start = this.#used;
      this.#used += count;
      return this.#counters.subarray(start, this.#used);
    };
  }

  /** How many branches there are, and how many were ever taken. */
  get summary() {
    const seen = this.#seen.subarray(0, this.#used);
    return { branches: this.#used, taken: seen.filter(Boolean).length };
  }

  /** Forgets the counts of the previous run. */
  reset() {
    this.#counters.fill(0, 0, this.#used);
  }

  /** How many features (branch and how often) of the last run no run before had. */
  collect() {
    let fresh = 0;
    for (let i = 0; i < this.#used; i += 1) {
      const count = this.#counters[i];
      if (count === 0) continue;
      const bucket = bucketOf(count);
      if ((this.#seen[i] & bucket) === 0) {
        this.#seen[i] |= bucket;
        fresh += 1;
      }
    }
    return fresh;
  }

  /** Numbers of the branches that the last run took, however often. */
  branches() {
    const taken = [];
    for (let i = 0; i < this.#used; i += 1)
      if (this.#counters[i] > 0) taken.push(i);
    return taken;
  }
}

/**
 * A smaller and plainer input that still fails in the same way.
 *
 * @param fails - resolves to true when the input shows the same failure
 * @param maxTries - bound on the number of runs
 */
export async function minimise(bytes, fails, maxTries = 3000) {
  const search = new Search(bytes, fails, maxTries);
  await search.removeBlocks();
  await search.clearBytes();
  return search.best;
}

class Search {
  best;
  #fails;
  #triesLeft;

  constructor(bytes, fails, maxTries) {
    this.best = bytes;
    this.#fails = fails;
    this.#triesLeft = maxTries;
  }

  /** Leaves out halves, quarters, ... as long as the failure stays. */
  async removeBlocks() {
    for (let size = this.best.length >> 1; size >= 1; size >>= 1)
      for (let at = 0; at < this.best.length && this.#triesLeft > 0;)
        if (!(await this.#accept(without(this.best, at, size)))) at += size;
  }

  /** Zero says "this byte does not matter" to whoever reads the finding. */
  async clearBytes() {
    for (let at = 0; at < this.best.length && this.#triesLeft > 0; at += 1) {
      if (this.best[at] === 0) continue;
      const cleared = this.best.slice();
      cleared[at] = 0;
      await this.#accept(cleared);
    }
  }

  async #accept(candidate) {
    this.#triesLeft -= 1;
    if (!(await this.#fails(candidate))) return false;
    this.best = candidate;
    return true;
  }
}

function without(bytes, at, size) {
  return Uint8Array.from(
    Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + size)]),
  );
}

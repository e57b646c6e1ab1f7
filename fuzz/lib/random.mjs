/** Numbers that look random and depend on the seed only (sfc32). */
export class Random {
  #a;
  #b = 0x9e3779b9;
  #c = 0x243f6a88;
  #counter = 1;

  constructor(seed) {
    this.#a = seed | 0;
    // The first numbers still resemble the seed.
    for (let i = 0; i < 16; i += 1) this.uint32();
  }

  uint32() {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** From 0 to `bound` - 1; 0 for a bound of 0. */
  below(bound) {
    return bound === 0 ? 0 : this.uint32() % bound;
  }

  pick(list) {
    return list[this.below(list.length)];
  }

  /** True once in `times`. */
  oneIn(times) {
    return this.below(times) === 0;
  }
}

/** How far back a deflate match may reach. */
const WINDOW_BYTES = 32 * 1024;

/** Any value does; it marks about every 256th position of uniform data, the same one in every copy. */
const MARKER = 0xa7;
const FOUR_MARKERS = 0xa7a7a7a7 | 0;
const FOUR_ONES = 0x01010101;
const FOUR_TOP_BITS = 0x80808080 | 0;
const WORD_BYTES = 4;
const STRING_BYTES = 8;
const TABLE_BITS = 12;

/** Every block of the first MiB is looked at; then one in four, until one is found that repeats. */
const FIRST_BLOCKS = 16;
const BLOCKS_PER_LOOK = 4;

/** One marked position in this many must repeat: then about 1.5 % of the block can be saved. */
const MARKS_PER_REPEAT = 64;

/**
 * Looks for eight-byte strings that occurred before within deflate's reach, across the blocks of a stream.
 * Only positions that hold the marker byte are looked at, so a repeat of some hundred bytes is found
 * wherever it lies, at the cost of one scan for a byte.
 */
export class RepeatFinder {
  /** Where in the stream the string of a slot was seen last. */
  readonly #positions = new Float64Array(1 << TABLE_BITS).fill(
    Number.NEGATIVE_INFINITY,
  );
  readonly #firsts = new Int32Array(1 << TABLE_BITS);
  readonly #seconds = new Int32Array(1 << TABLE_BITS);
  #streamOffset = 0;
  #blocks = 0;
  #isRepetitive = false;

  #marks = 0;
  #repeats = 0;

  /**
   * True when enough of the block repeats what came before in it or in front of it. Repeats come in stretches: where none were
   * found, most blocks are taken on trust.
   */
  look(block: Uint8Array): boolean {
    const isLookedAt =
      this.#blocks < FIRST_BLOCKS ||
      this.#isRepetitive ||
      this.#blocks % BLOCKS_PER_LOOK === 0;
    this.#blocks++;
    this.#isRepetitive = isLookedAt && this.#repeatsEnough(block);
    this.#streamOffset += block.length;
    return this.#isRepetitive;
  }

  #repeatsEnough(block: Uint8Array): boolean {
    this.#marks = 0;
    this.#repeats = 0;
    this.#scan(block, Math.max(0, block.length - STRING_BYTES + 1));
    return this.#repeats > 0 && this.#repeats * MARKS_PER_REPEAT >= this.#marks;
  }

  /** Looks at every marked position up to `end`; four at a time wherever there is a whole word of the buffer. */
  #scan(block: Uint8Array, end: number): void {
    const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
    const head = Math.min(end, -block.byteOffset & (WORD_BYTES - 1));
    const count = Math.floor((end - head) / WORD_BYTES);
    this.#scanBytes(view, 0, head);
    const words = new Int32Array(block.buffer, block.byteOffset + head, count);
    for (
      let i = nextMarked(words, 0);
      i < count;
      i = nextMarked(words, i + 1)
    ) {
      const at = head + i * WORD_BYTES;
      this.#scanBytes(view, at, at + WORD_BYTES);
    }
    this.#scanBytes(view, head + count * WORD_BYTES, end);
  }

  #scanBytes(view: DataView, start: number, end: number): void {
    for (let at = start; at < end; at++) {
      if (view.getUint8(at) !== MARKER) continue;
      this.#marks++;
      const first = view.getInt32(at);
      const second = view.getInt32(at + 4);
      if (this.#isRepeat(first, second, this.#streamOffset + at))
        this.#repeats++;
    }
  }

  /** Remembers the string, too. */
  #isRepeat(first: number, second: number, position: number): boolean {
    const slot = hash(first, second) >>> (32 - TABLE_BITS);
    const distance = position - (this.#positions[slot] ?? 0);
    const isRepeat =
      distance <= WINDOW_BYTES &&
      this.#firsts[slot] === first &&
      this.#seconds[slot] === second;
    this.#positions[slot] = position;
    this.#firsts[slot] = first;
    this.#seconds[slot] = second;
    return isRepeat;
  }
}

/**
 * Index of the next word with a marker in it, or the number of words. A function of its own, called often: a loop over a whole
 * block is compiled while it runs, and the engine throws such code away again and again.
 */
function nextMarked(words: Int32Array, from: number): number {
  let i = from;
  for (; i < words.length; i++) {
    const differences = (words[i] ?? 0) ^ FOUR_MARKERS;
    // Not zero if and only if one of the four bytes is.
    const zeros = (differences - FOUR_ONES) & ~differences & FOUR_TOP_BITS;
    if (zeros !== 0) break;
  }
  return i;
}

/** Multiplicative hash; the upper bits are the good ones. */
function hash(first: number, second: number): number {
  return Math.imul(first ^ Math.imul(second, 0x85ebca6b), 0x9e3779b1);
}

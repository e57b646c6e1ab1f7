/** How far back a deflate match may reach. */
const WINDOW_BYTES = 32 * 1024;

/** Any value does; it marks about every 256th position of uniform data, the same one in every copy. */
const MARKER = 0xa7;
const STRING_BYTES = 8;
const TABLE_BITS = 12;

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

  /** True when enough of the block repeats what came before in it or in front of it. */
  look(block: Uint8Array): boolean {
    const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
    const end = block.length - STRING_BYTES;
    let marks = 0;
    let repeats = 0;
    let at = block.indexOf(MARKER);
    for (; at >= 0 && at <= end; at = block.indexOf(MARKER, at + 1)) {
      marks++;
      const first = view.getInt32(at);
      const second = view.getInt32(at + 4);
      if (this.#isRepeat(first, second, this.#streamOffset + at)) repeats++;
    }
    this.#streamOffset += block.length;
    return repeats > 0 && repeats * MARKS_PER_REPEAT >= marks;
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

/** Multiplicative hash; the upper bits are the good ones. */
function hash(first: number, second: number): number {
  return Math.imul(first ^ Math.imul(second, 0x85ebca6b), 0x9e3779b1);
}

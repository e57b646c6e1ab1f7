import { concatBytes } from "./bytes.js";

/** What a package can be read from. A chunk may be used again when the next one is asked for. */
export type RpmSource = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/**
 * Exact counts in front, the rest as a stream behind. Holds what was asked for, plus one chunk, and
 * never more than the source delivered: a declared size allocates nothing.
 */
export class ByteStream implements AsyncIterableIterator<Uint8Array> {
  readonly #source: AsyncIterator<Uint8Array> | Iterator<Uint8Array>;
  #buffered: Uint8Array = new Uint8Array(0);
  #offset = 0;

  constructor(source: RpmSource) {
    this.#source =
      Symbol.asyncIterator in source
        ? source[Symbol.asyncIterator]()
        : source[Symbol.iterator]();
  }

  /** Number of bytes handed out so far. */
  get offset(): number {
    return this.#offset;
  }

  /** Reads `count` bytes; fewer only at the end of the source. */
  async read(count: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    let missing = count;
    while (missing > 0 && (await this.#fill())) {
      const part = this.#buffered.subarray(0, missing);
      this.#buffered = this.#buffered.subarray(part.length);
      // A copy: headers outlive the chunk.
      parts.push(part.slice());
      missing -= part.length;
    }
    this.#offset += count - missing;
    return concatBytes(parts);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** The next chunk behind what was read. */
  async next(): Promise<IteratorResult<Uint8Array, undefined>> {
    if (!(await this.#fill())) return { done: true, value: undefined };
    const value = this.#buffered;
    this.#buffered = value.subarray(value.length);
    this.#offset += value.length;
    return { done: false, value };
  }

  /** Tells the source that nothing more will be read, so that it can free what it holds. */
  async return(): Promise<IteratorResult<Uint8Array, undefined>> {
    this.#buffered = new Uint8Array(0);
    await this.#source.return?.();
    return { done: true, value: undefined };
  }

  async #fill(): Promise<boolean> {
    while (this.#buffered.length === 0) {
      const next = await this.#source.next();
      if (next.done === true) return false;
      this.#buffered = next.value;
    }
    return true;
  }
}

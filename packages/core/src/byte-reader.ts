import { concatBytes, copyOf } from "./bytes.js";

/**
 * Pull-style reading of a chunked stream: exact counts in front, the rest as a stream behind.
 * Holds at most what was asked for plus one chunk.
 */
export class ByteReader {
  readonly #source: AsyncIterator<Uint8Array>;
  #buffered: Uint8Array = new Uint8Array(0);
  #offset = 0;

  constructor(source: AsyncIterable<Uint8Array> | AsyncIterator<Uint8Array>) {
    this.#source =
      Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source;
  }

  /** Number of bytes handed out so far. */
  get offset(): number {
    return this.#offset;
  }

  /** Bytes at hand without asking the source. */
  get bufferedBytes(): number {
    return this.#buffered.length;
  }

  /** Reads `count` bytes into memory of their own; fewer only at the end of the stream. */
  async read(count: number): Promise<Uint8Array> {
    const bytes = await this.readView(count);
    return copyOf(bytes);
  }

  /** The same without a copy where one chunk holds them all: valid only until more is read. */
  async readView(count: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    let missing = count;
    while (missing > 0) {
      const part = await this.readSome(missing);
      if (part === undefined) break;
      missing -= part.length;
      // The source may use the chunk's memory for the next one.
      parts.push(missing > 0 ? copyOf(part) : part);
    }
    return concatBytes(parts);
  }

  /** The next byte, which stays; undefined at the end of the stream. */
  async peek(): Promise<number | undefined> {
    await this.#fill();
    return this.#buffered[0];
  }

  /** Reads between 1 and `max` bytes without copying: valid only until more is read. Undefined at the end of the stream. */
  async readSome(max: number): Promise<Uint8Array | undefined> {
    if (!(await this.#fill())) return undefined;
    const part = this.#buffered.subarray(0, max);
    this.#buffered = this.#buffered.subarray(part.length);
    this.#offset += part.length;
    return part;
  }

  /** Streams the next `count` bytes; ends early only at the end of the stream. */
  async *stream(count: number): AsyncGenerator<Uint8Array, void> {
    let missing = count;
    while (missing > 0) {
      const part = await this.readSome(missing);
      if (part === undefined) return;
      missing -= part.length;
      yield part;
    }
  }

  /** Puts bytes back in front of what follows. */
  unread(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#buffered =
      joined(bytes, this.#buffered) ?? concatBytes([bytes, this.#buffered]);
    this.#offset -= bytes.length;
  }

  /** Takes the bytes at hand. */
  takeBuffered(): Uint8Array {
    const bytes = this.#buffered;
    this.#buffered = bytes.subarray(bytes.length);
    this.#offset += bytes.length;
    return bytes;
  }

  /** The source behind what was read, for a reader that takes over; buffered bytes come first. */
  async *rest(): AsyncGenerator<Uint8Array, void> {
    yield* this.stream(Number.POSITIVE_INFINITY);
  }

  /** Tells the source that nothing more will be read, so that it can free what it holds. */
  async close(): Promise<void> {
    await this.#source.return?.();
  }

  /** False at the end of the stream. */
  async #fill(): Promise<boolean> {
    while (this.#buffered.length === 0) {
      const next = await this.#source.next();
      if (next.done === true) return false;
      this.#buffered = next.value;
    }
    return true;
  }
}

/** One view of both, when `second` lies right behind `first` in the same memory. */
function joined(first: Uint8Array, second: Uint8Array): Uint8Array | undefined {
  return first.buffer === second.buffer &&
    first.byteOffset + first.length === second.byteOffset
    ? new Uint8Array(
        first.buffer,
        first.byteOffset,
        first.length + second.length,
      )
    : undefined;
}

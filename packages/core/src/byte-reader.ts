import { concatBytes } from "./bytes.js";

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

  /** Reads `count` bytes; fewer only at the end of the stream. */
  async read(count: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    let missing = count;
    while (missing > 0) {
      const part = await this.readSome(missing);
      if (part === undefined) break;
      parts.push(part);
      missing -= part.length;
    }
    return concatBytes(parts);
  }

  /** Reads between 1 and `max` bytes without copying; undefined at the end of the stream. */
  async readSome(max: number): Promise<Uint8Array | undefined> {
    while (this.#buffered.length === 0) {
      const next = await this.#source.next();
      if (next.done === true) return undefined;
      this.#buffered = next.value;
    }
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
    this.#buffered = concatBytes([bytes, this.#buffered]);
    this.#offset -= bytes.length;
  }

  /** The source behind what was read, for a reader that takes over; buffered bytes come first. */
  async *rest(): AsyncGenerator<Uint8Array, void> {
    yield* this.stream(Number.POSITIVE_INFINITY);
  }

  /** Tells the source that nothing more will be read, so that it can free what it holds. */
  async close(): Promise<void> {
    await this.#source.return?.();
  }
}

import type { Inflater, InflateRest } from "@stx-patch/core";
import { ByteReader, concatBytes, copyOf } from "@stx-patch/core";
import { OutputWindow } from "./output-window.js";
import { PakoStretch } from "./pako-stretch.js";

/** BTYPE, above BFINAL (RFC 1951 section 3.2.3). */
const TYPE_BITS = 0b110;
const FINAL_BIT = 0b001;
/** BFINAL, BTYPE and padding in one byte, then LEN and NLEN: at a byte boundary a stored block begins like this. */
const STORED_HEADER_BYTES = 5;

/** A deflated stretch of so many compressed bytes is worth a start of the quick decompressor. */
const SHORT_STRETCH_BYTES = 128 * 1024;

/**
 * A step costs as much as the quick decompressor needs for far more bytes than these. Data in smaller crumbs goes there;
 * nobody but an attacker would send a patch of 100 million empty blocks.
 */
const MIN_STEP_BYTES = 2048;
/** A short file may consist of anything. */
const FREE_STEPS = 256;

/**
 * Inflates block by block. RPM payloads are compressed already, so that most of a good patch are stored blocks: those
 * are handed out as they lie in the input, without a copy. Short deflated stretches between them go through
 * pako, which says where a block ends; from the first long one on, or when blocks are tiny, everything goes through
 * `quick`, which does not.
 *
 * A chunk is valid only until the next one is asked for: it may lie in the memory of the source.
 */
export function blockwiseInflater(quick: Inflater): Inflater {
  return {
    crc32: quick.crc32,
    inflate: (source) => new BlockwiseRun(source, quick).run(),
  };
}

class BlockwiseRun {
  readonly #input: ByteReader;
  readonly #quick: Inflater;
  readonly #window = new OutputWindow();
  #steps = 0;
  #producedBytes = 0;

  constructor(source: AsyncIterator<Uint8Array>, quick: Inflater) {
    this.#input = new ByteReader(source);
    this.#quick = quick;
  }

  async *run(): AsyncGenerator<Uint8Array, InflateRest> {
    for (;;) {
      this.#beforeReading(STORED_HEADER_BYTES);
      const first = await this.#input.peek();
      if (first === undefined) throw endsEarly();
      this.#steps += 1;
      if (this.#isCrumbs)
        return yield* this.#quickly([], this.#window.content(), 0);
      if (isStored(first)) {
        yield* this.#stored();
        if ((first & FINAL_BIT) !== 0) return this.#rest();
        continue;
      }
      const end = yield* this.#deflated();
      if (end !== undefined) return end;
    }
  }

  /** True when there were more steps than the bytes on either side are worth. */
  get #isCrumbs(): boolean {
    const bytes = this.#input.offset + this.#producedBytes;
    return this.#steps > FREE_STEPS + bytes / MIN_STEP_BYTES;
  }

  #produced(piece: Uint8Array): Uint8Array {
    this.#producedBytes += piece.length;
    this.#window.push(piece);
    return piece;
  }

  /** The window must not lie in memory that the source is going to use again. */
  #beforeReading(count: number): void {
    if (this.#input.bufferedBytes < count) this.#window.settle();
  }

  /** Passes the content of a stored block on. */
  async *#stored(): AsyncGenerator<Uint8Array, void> {
    const header = await this.#readExactly(STORED_HEADER_BYTES);
    const view = new DataView(header.buffer, header.byteOffset);
    const length = view.getUint16(1, true);
    if (view.getUint16(3, true) !== (length ^ 0xffff))
      throw new Error("invalid stored block lengths");
    for (let missing = length; missing > 0;) {
      this.#beforeReading(1);
      const part = await this.#input.readSome(missing);
      if (part === undefined) throw endsEarly();
      missing -= part.length;
      yield this.#produced(part);
    }
  }

  /** @returns undefined at a stored block behind the stretch; otherwise the stream has ended */
  async *#deflated(): AsyncGenerator<Uint8Array, InflateRest | undefined> {
    const dictionary = this.#window.content();
    const stretch = new PakoStretch(dictionary);
    const kept: Uint8Array[] = [];
    let keptBytes = 0;
    let producedBytes = 0;
    for (;;) {
      if (stretch.needsInput) {
        this.#beforeReading(1);
        const part = await this.#input.readSome(
          Math.max(1, SHORT_STRETCH_BYTES - keptBytes),
        );
        if (part === undefined) throw endsEarly();
        kept.push(copyOf(part));
        keptBytes += part.length;
        if (keptBytes > SHORT_STRETCH_BYTES)
          return yield* this.#quickly(kept, dictionary, producedBytes);
        stretch.feed(part);
      }
      const state = stretch.inflate();
      producedBytes += state.output.length;
      if (state.output.length > 0) yield this.#produced(state.output);
      if (state.at === "end") {
        this.#input.unread(stretch.unconsumed);
        return this.#rest();
      }
      const [next] = stretch.unconsumed;
      const atStored = next !== undefined && isStored(next);
      if (state.at === "byte boundary" && atStored) {
        this.#input.unread(stretch.unconsumed);
        return undefined;
      }
      this.#steps += 1;
      if (this.#isCrumbs)
        return yield* this.#quickly(kept, dictionary, producedBytes);
    }
  }

  /** Starts the stretch anew with the quick decompressor and leaves everything behind it to that, too. */
  async *#quickly(
    kept: readonly Uint8Array[],
    dictionary: Uint8Array,
    skipBytes: number,
  ): AsyncGenerator<Uint8Array, InflateRest> {
    this.#input.unread(concatBytes(kept));
    const input = this.#input.rest();
    const engine = this.#quick.inflate(input, dictionary);
    let skip = skipBytes;
    for (;;) {
      const step = await engine.next();
      if (step.done === true) {
        this.#input.unread(step.value.unconsumed);
        return this.#rest();
      }
      const fresh = step.value.subarray(skip);
      skip -= step.value.length - fresh.length;
      if (fresh.length > 0) yield fresh;
    }
  }

  /** What was read of the source and belongs behind the deflate stream. */
  #rest(): InflateRest {
    return { unconsumed: this.#input.takeBuffered() };
  }

  async #readExactly(count: number): Promise<Uint8Array> {
    const bytes = await this.#input.read(count);
    if (bytes.length < count) throw endsEarly();
    return bytes;
  }
}

function isStored(firstByte: number): boolean {
  return (firstByte & TYPE_BITS) === 0;
}

function endsEarly(): Error {
  return new Error("unexpected end of data");
}

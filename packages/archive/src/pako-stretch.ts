import {
  Z_BLOCK,
  Z_BUF_ERROR,
  Z_OK,
  Z_STREAM_END,
  zlibInflate,
  zlibInflateInit2,
  zlibInflateSetDictionary,
  ZStream,
} from "pako";

/** Negative window bits: raw deflate, no zlib or gzip frame; 15 = the 32 KiB window of gzip. */
const RAW_WINDOW_BITS = -15;
const OUTPUT_BYTES = 64 * 1024;

/** Parts of `data_type` after a call with Z_BLOCK (zlib.h): bits left over, in the last block, between blocks. */
const LEFT_OVER_BITS = 0x3f;
const IN_LAST_BLOCK = 0x40;
const BETWEEN_BLOCKS = 0x80;

/** What one step gave, and where it ended. */
export interface StretchStep {
  /** Belongs to the caller. */
  readonly output: Uint8Array;
  /** `byte boundary`: behind a block that ends with a whole byte, with more blocks to come. */
  readonly at: "inside" | "byte boundary" | "end";
}

/** Inflates from a block's first byte on, and stops behind every block. */
export class PakoStretch {
  readonly #stream = new ZStream();

  /** @param dictionary - up to 32 KiB of output in front of it; may be empty */
  constructor(dictionary: Uint8Array) {
    zlibInflateInit2(this.#stream, RAW_WINDOW_BITS);
    if (dictionary.length > 0)
      zlibInflateSetDictionary(this.#stream, dictionary);
    this.#stream.avail_out = OUTPUT_BYTES;
  }

  /** True when nothing can come out before more goes in. */
  get needsInput(): boolean {
    return this.#stream.avail_in === 0 && this.#stream.avail_out > 0;
  }

  feed(bytes: Uint8Array): void {
    this.#stream.input = bytes;
    this.#stream.next_in = 0;
    this.#stream.avail_in = bytes.length;
  }

  /** What was fed and not used; a view of it. */
  get unconsumed(): Uint8Array {
    return this.#stream.input.subarray(this.#stream.next_in);
  }

  /** @throws Error when the data is no deflate stream */
  inflate(): StretchStep {
    const stream = this.#stream;
    const output = new Uint8Array(OUTPUT_BYTES);
    stream.output = output;
    stream.next_out = 0;
    stream.avail_out = OUTPUT_BYTES;
    const status = zlibInflate(stream, Z_BLOCK);
    if (status !== Z_OK && status !== Z_BUF_ERROR && status !== Z_STREAM_END)
      throw new Error(stream.msg || `inflate failed with status ${status}`);
    return {
      output: output.subarray(0, stream.next_out),
      at: status === Z_STREAM_END ? "end" : placeOf(stream.data_type),
    };
  }
}

function placeOf(dataType: number): "inside" | "byte boundary" {
  const state = dataType & (BETWEEN_BLOCKS | IN_LAST_BLOCK | LEFT_OVER_BITS);
  return state === BETWEEN_BLOCKS ? "byte boundary" : "inside";
}

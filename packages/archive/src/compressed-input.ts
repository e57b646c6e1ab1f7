import type { ByteReader } from "@stx-patch/core";
import { cutBlocks } from "./block-cutter.js";

/**
 * Large enough that a hop to a native inflater costs little, small enough that the compression ratio, which
 * counts whole blocks, stays sharp. Fixed, so that the ratio does not depend on the source's chunking.
 */
const BLOCK_BYTES = 256 * 1024;

/**
 * The compressed bytes on their way into an inflater. Remembers what an inflater's plain `Error` cannot say:
 * whether the source ended, and whether it was the source that failed.
 */
export class CompressedInput implements AsyncIterator<Uint8Array, undefined> {
  /** Bytes handed out so far. */
  pulledBytes = 0;
  /** True once the source was found to have no more bytes. */
  ended = false;
  /** What the source threw. */
  failure: unknown;
  readonly #blocks: AsyncGenerator<Uint8Array, void>;

  constructor(input: ByteReader) {
    this.#blocks = cutBlocks(input.rest(), BLOCK_BYTES);
  }

  async next(): Promise<IteratorResult<Uint8Array, undefined>> {
    try {
      const step = await this.#blocks.next();
      if (step.done === true) {
        this.ended = true;
        return { done: true, value: undefined };
      }
      this.pulledBytes += step.value.length;
      return step;
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }
}

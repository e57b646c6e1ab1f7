import type { ByteReader } from "@stx-patch/core";

/**
 * Large enough that a hop to a native inflater costs little, small enough that the compression ratio, which
 * counts whole blocks, stays sharp.
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
  /** Where in the file the piece begins that was handed out last. */
  lastOffset: number;
  readonly #input: ByteReader;
  #isStalled = false;
  #stalled: Promise<void> | undefined;
  #tellStalled: () => void = () => undefined;

  constructor(input: ByteReader) {
    this.#input = input;
    this.lastOffset = input.offset;
  }

  /** How far the file has been read. */
  get offset(): number {
    return this.#input.offset;
  }

  /** The same in whole blocks: how far the reading is ahead then does not depend on the source's chunking. */
  get pulledBlocksBytes(): number {
    return Math.ceil(this.pulledBytes / BLOCK_BYTES) * BLOCK_BYTES;
  }

  /** Resolves when the inflater has taken all that the source brought, and waits for more of it. */
  stalled(): Promise<void> {
    if (this.#isStalled) return Promise.resolve();
    return (this.#stalled ??= new Promise((resolve) => {
      this.#tellStalled = resolve;
    }));
  }

  async next(): Promise<IteratorResult<Uint8Array, undefined>> {
    try {
      const room = BLOCK_BYTES - (this.pulledBytes % BLOCK_BYTES);
      const { offset } = this.#input;
      if (this.#input.bufferedBytes === 0) this.#stall();
      const value = await this.#input.readSome(room);
      this.#isStalled = false;
      if (value === undefined) {
        this.ended = true;
        return { done: true, value };
      }
      this.lastOffset = offset;
      this.pulledBytes += value.length;
      return { done: false, value };
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }

  #stall(): void {
    this.#isStalled = true;
    this.#stalled = undefined;
    this.#tellStalled();
  }
}

import {
  borrowRoom,
  copyBytes,
  type BorrowedRoom,
  type ChunkMemory,
} from "@stx-patch/core";
import { FRAME_BYTES, MAX_STORED_BYTES, writeFrame } from "./stored-block.js";

/**
 * As large as one stored block can be (five bytes of overhead), and small enough that a compressible RPM
 * header between two payloads is noticed.
 */
export const BLOCK_BYTES = MAX_STORED_BYTES;
/** About 1 MiB: long enough that starting a compressor afresh costs next to nothing in length. */
const MAX_BLOCKS = 16;

/** With it the content of every block begins at a multiple of four, where it can be scanned a word at a time. */
const ALIGNMENT_BYTES = 3;
const SPACING_BYTES = FRAME_BYTES + BLOCK_BYTES;
const RUN_BYTES = ALIGNMENT_BYTES + MAX_BLOCKS * SPACING_BYTES;

/**
 * Room for the blocks of one run, each behind the frame that it needs if it is stored: so that most bytes are
 * copied once, from the source's chunk to the place in the output. The last block may still be filling.
 */
export class RunBuffer {
  readonly #memory: ChunkMemory | undefined;
  readonly #room: BorrowedRoom | undefined;
  readonly #bytes: Uint8Array;
  /** Blocks in front of the one that is filling. */
  #closed = 0;
  #filledBytes = 0;

  /** @param memory - where it may lie; a copy within it is quicker than one into memory of our own */
  constructor(memory?: ChunkMemory) {
    this.#memory = memory;
    this.#room = borrowRoom(memory, RUN_BYTES);
    this.#bytes = this.#room?.bytes ?? new Uint8Array(RUN_BYTES);
  }

  /** It lies in memory that has to be given back. */
  get isBorrowed(): boolean {
    return this.#room !== undefined;
  }

  /** Gives borrowed memory back; the buffer cannot be used afterwards. */
  release(): void {
    this.#room?.release();
  }

  /** True when no further block fits. */
  get isFull(): boolean {
    return this.#closed === MAX_BLOCKS;
  }

  get blockCount(): number {
    return this.#closed;
  }

  /** What the block that is filling holds so far. */
  get filling(): Uint8Array {
    const start = contentOffset(this.#closed);
    return this.#bytes.subarray(start, start + this.#filledBytes);
  }

  /** The closed blocks; only the last one can be shorter than {@link BLOCK_BYTES}. */
  get blocks(): Uint8Array[] {
    return Array.from({ length: this.#closed }, (_, i) => {
      const start = contentOffset(i);
      const isLast = i === this.#closed - 1;
      const length = isLast ? this.#lastLength : BLOCK_BYTES;
      return this.#bytes.subarray(start, start + length);
    });
  }

  #lastLength = 0;

  /** Appends to the block that is filling; returns how many bytes fitted in. */
  fill(chunk: Uint8Array): number {
    const part = chunk.subarray(0, BLOCK_BYTES - this.#filledBytes);
    const at = contentOffset(this.#closed) + this.#filledBytes;
    copyBytes(this.#bytes.subarray(at), part, this.#memory);
    this.#filledBytes += part.length;
    return part.length;
  }

  /** Makes the block that was filling the last one of the run. */
  close(): void {
    this.#closed += 1;
    this.#lastLength = this.#filledBytes;
    this.#filledBytes = 0;
  }

  /** Hands the block that is filling over to another run. */
  moveFilling(to: RunBuffer): void {
    to.fill(this.filling);
    this.#filledBytes = 0;
  }

  /** The closed blocks as stored ones, in this very memory. */
  frame(last: boolean): Uint8Array {
    const { blocks } = this;
    blocks.forEach((block, i) => {
      const isFinal = last && i === blocks.length - 1;
      const at = contentOffset(i) - FRAME_BYTES;
      writeFrame(this.#bytes, at, block.length, isFinal);
    });
    return this.#bytes.subarray(
      ALIGNMENT_BYTES,
      ALIGNMENT_BYTES + storedSizeBytes(blocks),
    );
  }

  /** Makes room for another run. */
  clear(): void {
    this.#closed = 0;
    this.#filledBytes = 0;
  }
}

/** Length of what {@link RunBuffer.frame} makes of these blocks. */
export function storedSizeBytes(blocks: readonly Uint8Array[]): number {
  return blocks.reduce((sum, block) => sum + FRAME_BYTES + block.length, 0);
}

function contentOffset(block: number): number {
  return ALIGNMENT_BYTES + block * SPACING_BYTES + FRAME_BYTES;
}

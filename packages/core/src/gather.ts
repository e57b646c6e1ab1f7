import { borrowRoom, copyBytes } from "./chunk-memory.js";
import type { BorrowedRoom, ChunkMemory } from "./ports.js";

/** A chunk of this length is worth a step of its own. */
const LARGE_BYTES = 64 * 1024;
const GATHERED_BYTES = 256 * 1024;

/**
 * Joins small chunks to larger ones, so that what comes after has one step for many; large chunks pass as they are. A chunk
 * is valid only until the next one is asked for, on both sides. What came before a failure of the source is passed on first.
 *
 * @param memory - where to join them; without room there, in memory of its own
 */
export async function* gatherChunks(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  memory?: ChunkMemory,
): AsyncGenerator<Uint8Array, void> {
  let target: GatheringTarget | undefined;
  try {
    for await (const chunk of source) {
      if (target !== undefined && !target.fits(chunk)) {
        yield target.filled();
        target.release();
        target = undefined;
      }
      if (chunk.length >= LARGE_BYTES) {
        yield chunk;
      } else if (chunk.length > 0) {
        target ??= new GatheringTarget(memory);
        target.add(chunk);
      }
    }
    if (target !== undefined) yield target.filled();
  } catch (error) {
    // What came before a failure is not lost: where the failure lies shows by it.
    if (target !== undefined) yield target.filled();
    throw error;
  } finally {
    target?.release();
  }
}

/** What small chunks are copied into. */
class GatheringTarget {
  readonly #memory: ChunkMemory | undefined;
  readonly #room: BorrowedRoom | undefined;
  readonly #bytes: Uint8Array;
  #length = 0;

  constructor(memory: ChunkMemory | undefined) {
    this.#memory = memory;
    this.#room = borrowRoom(memory, LARGE_BYTES);
    this.#bytes = this.#room?.bytes ?? new Uint8Array(GATHERED_BYTES);
  }

  /** A large chunk never does: it would be copied for nothing. */
  fits(chunk: Uint8Array): boolean {
    const room = Math.min(GATHERED_BYTES, this.#bytes.length) - this.#length;
    return chunk.length < LARGE_BYTES && chunk.length <= room;
  }

  add(chunk: Uint8Array): void {
    copyBytes(this.#bytes.subarray(this.#length), chunk, this.#memory);
    this.#length += chunk.length;
  }

  filled(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  release(): void {
    this.#room?.release();
  }
}

import type { BorrowedRoom, ChunkMemory } from "@stx-patch/core";
import type { CopyShared } from "./shared-copy.js";

/** A chunk in shared memory. */
export interface SharedChunk {
  /** Number of the slot, to be given back once for every time it was handed out. */
  readonly slot: number;
  /** Address in the shared memory. */
  readonly start: number;
  readonly length: number;
}

/** A piece of shared memory that threads may read while `users` is not 0. */
interface Slot {
  users: number;
  /** What it holds a copy of, while it does. */
  source: Uint8Array | undefined;
}

/** Length of a slot, and so of the longest chunk: 1 MiB, and what frames around its parts take. */
export const SLOT_BYTES = 1024 * 1024 + 4096;

/**
 * Chunks in shared memory, used over and over. What was read into it is hashed where it is; of other chunks it
 * takes a copy, which all digests of the chunk share.
 */
export class SharedSlots implements ChunkMemory {
  readonly #memory: Uint8Array;
  readonly #firstAddress: number;
  readonly #slots: Slot[] = [];
  /** The slot that was freed last is the next one: its memory is in the caches. */
  readonly #free: number[] = [];
  readonly #maxSlots: number;
  readonly #copy: CopyShared;

  /**
   * @param firstAddress - where in the memory the first slot begins
   * @param copy - copies within the memory
   */
  constructor(memory: Uint8Array, firstAddress: number, copy: CopyShared) {
    this.#memory = memory;
    this.#copy = copy;
    this.#firstAddress = firstAddress;
    this.#maxSlots = Math.floor((memory.length - firstAddress) / SLOT_BYTES);
  }

  /**
   * Puts a chunk into a slot, or finds the slot that holds it.
   *
   * @param chunk - of at most {@link SLOT_BYTES}; must not change while the slot is in use
   * @returns undefined when all slots are in use
   */
  take(chunk: Uint8Array): SharedChunk | undefined {
    if (chunk.buffer === this.#memory.buffer) {
      const start = chunk.byteOffset - this.#memory.byteOffset;
      const slot = Math.floor((start - this.#firstAddress) / SLOT_BYTES);
      this.#use(slot);
      return { slot, start, length: chunk.length };
    }
    const slot = this.#find(chunk) ?? this.#fill(chunk);
    if (slot === undefined) return undefined;
    this.#use(slot);
    return { slot, start: this.#addressOf(slot), length: chunk.length };
  }

  borrow(): BorrowedRoom | undefined {
    const slot = this.#free.pop() ?? this.#add();
    if (slot === undefined) return undefined;
    this.#use(slot);
    const start = this.#addressOf(slot);
    return {
      bytes: this.#memory.subarray(start, start + SLOT_BYTES),
      release: () => {
        this.release(slot);
      },
    };
  }

  copy(target: Uint8Array, source: Uint8Array): void {
    const { buffer } = this.#memory;
    if (target.buffer !== buffer || source.buffer !== buffer) {
      target.set(source);
      return;
    }
    if (source.length > target.length)
      throw new RangeError("the target is shorter than the source");
    this.#copy(target.byteOffset, source.byteOffset, source.length);
  }

  /** Gives a slot back. */
  release(index: number): void {
    const slot = this.#slots[index];
    if (slot === undefined) return;
    slot.users -= 1;
    if (slot.users > 0) return;
    slot.source = undefined;
    this.#free.push(index);
  }

  #use(index: number): void {
    const slot = this.#slots[index];
    if (slot === undefined) throw new RangeError(`there is no slot ${index}`);
    slot.users += 1;
  }

  #addressOf(index: number): number {
    return this.#firstAddress + index * SLOT_BYTES;
  }

  /** Another view of the same bytes is the same chunk. */
  #find(chunk: Uint8Array): number | undefined {
    const index = this.#slots.findIndex(
      ({ source }) =>
        source?.buffer === chunk.buffer &&
        source.byteOffset === chunk.byteOffset &&
        source.length === chunk.length,
    );
    return index === -1 ? undefined : index;
  }

  #fill(chunk: Uint8Array): number | undefined {
    const index = this.#free.pop() ?? this.#add();
    const slot = index === undefined ? undefined : this.#slots[index];
    if (index === undefined || slot === undefined) return undefined;
    this.#memory.set(chunk, this.#addressOf(index));
    slot.source = chunk;
    return index;
  }

  #add(): number | undefined {
    if (this.#slots.length === this.#maxSlots) return undefined;
    return this.#slots.push({ users: 0, source: undefined }) - 1;
  }
}

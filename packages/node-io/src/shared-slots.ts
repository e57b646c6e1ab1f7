/** A piece of shared memory that threads may read while `users` is not 0. */
interface Slot {
  readonly memory: Uint8Array;
  users: number;
  /** What it holds a copy of, while it does. */
  source: Uint8Array | undefined;
}

/** A chunk in shared memory. */
export interface SharedChunk {
  /** Number of the slot, to be given back once for every time it was handed out. */
  readonly slot: number;
  readonly bytes: Uint8Array;
}

/** Slots have one of few sizes, so that they fit again. */
const SLOT_BYTES = 256 * 1024;

/**
 * Copies of chunks in shared memory, used over and over: fresh memory for every chunk would be given back
 * only when the collector gets to it. All digests of one chunk share one copy.
 */
export class SharedSlots {
  readonly #slots: Slot[] = [];
  readonly #holding = new Map<Uint8Array, number>();

  /** Puts a chunk into a slot, or finds the slot that holds it. */
  take(chunk: Uint8Array): SharedChunk {
    const index = this.#holding.get(chunk) ?? this.#fill(chunk);
    const slot = this.#slots[index];
    if (slot === undefined) throw new RangeError(`no slot ${index}`);
    slot.users += 1;
    return { slot: index, bytes: slot.memory.subarray(0, chunk.length) };
  }

  /** Gives a slot back. */
  release(index: number): void {
    const slot = this.#slots[index];
    if (slot === undefined) return;
    slot.users -= 1;
    if (slot.users > 0 || slot.source === undefined) return;
    this.#holding.delete(slot.source);
    slot.source = undefined;
  }

  #fill(chunk: Uint8Array): number {
    let index = this.#slots.findIndex(
      ({ users, memory }) => users === 0 && memory.length >= chunk.length,
    );
    if (index === -1) {
      const size =
        Math.ceil(Math.max(1, chunk.length) / SLOT_BYTES) * SLOT_BYTES;
      const memory = new Uint8Array(new SharedArrayBuffer(size));
      index = this.#slots.push({ memory, users: 0, source: undefined }) - 1;
    }
    const slot = this.#slots[index];
    slot?.memory.set(chunk);
    if (slot !== undefined) slot.source = chunk;
    this.#holding.set(chunk, index);
    return index;
  }
}

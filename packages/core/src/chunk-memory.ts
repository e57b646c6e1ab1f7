import type { BorrowedRoom, ChunkMemory } from "./ports.js";

/**
 * Copies `source` to the beginning of `target`.
 *
 * @param memory - where both may lie
 */
export function copyBytes(
  target: Uint8Array,
  source: Uint8Array,
  memory: ChunkMemory | undefined,
): void {
  if (memory?.copy === undefined) target.set(source);
  else memory.copy(target, source);
}

/** Borrows room of at least so many bytes, if the memory lends any. */
export function borrowRoom(
  memory: ChunkMemory | undefined,
  minBytes: number,
): BorrowedRoom | undefined {
  const room = memory?.borrow();
  if (room === undefined || room.bytes.length >= minBytes) return room;
  room.release();
  return undefined;
}

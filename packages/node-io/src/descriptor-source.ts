import type { BorrowedRoom, ByteRange, ChunkMemory } from "@stx-patch/core";
import type { FileHandle } from "node:fs/promises";
import { IoError } from "./error.js";
import { coded } from "./system-error.js";

/** Large enough that a call costs nothing beside its data. */
const READ_BYTES = 1024 * 1024;

/**
 * Reads a range of an open file in order, one block ahead of the consumer. Uses positions, never the
 * descriptor's own offset, so that several ranges can be read at the same time.
 *
 * @param memory - where to read into, as far as it has room; a chunk is valid only until the next one is asked for then
 * @throws IoError IO_FILE_CHANGED when the file ends before the range does
 */
export async function* readRange(
  handle: FileHandle,
  name: string,
  range: Required<ByteRange> & { readonly end: number },
  memory?: ChunkMemory,
): AsyncGenerator<Uint8Array, void> {
  let at = range.start;
  const startReading = (): PendingBlock | undefined => {
    if (at >= range.end) return undefined;
    const length = Math.min(READ_BYTES, range.end - at);
    const room = memory?.borrow();
    const target = room?.bytes.subarray(0, length) ?? new Uint8Array(length);
    const filling = fill(target, handle, name, at);
    // Until its turn comes nobody awaits it, which must not be fatal.
    filling.catch(() => undefined);
    at += target.length;
    return { filling, room };
  };
  let current: PendingBlock | undefined;
  let next = startReading();
  try {
    while (next !== undefined) {
      current = next;
      const block = await current.filling;
      next = startReading();
      yield block;
      current.room?.release();
      current = undefined;
    }
  } finally {
    // The descriptor may be closed as soon as this generator has ended.
    await next?.filling.catch(() => undefined);
    for (const { room } of new Set([current, next].filter(isPresent)))
      room?.release();
  }
}

/** A block that is being read, or is with the consumer. */
interface PendingBlock {
  readonly filling: Promise<Uint8Array>;
  readonly room: BorrowedRoom | undefined;
}

function isPresent<T>(value: T | undefined): value is T {
  return value !== undefined;
}

async function fill(
  block: Uint8Array,
  handle: FileHandle,
  name: string,
  position: number,
): Promise<Uint8Array> {
  let filled = 0;
  while (filled < block.length) {
    const { bytesRead } = await coded("read", name, () =>
      handle.read(block, filled, block.length - filled, position + filled),
    );
    if (bytesRead === 0)
      throw new IoError(
        "IO_FILE_CHANGED",
        `${name} became shorter while it was being read`,
        { location: { file: name, offset: position + filled } },
      );
    filled += bytesRead;
  }
  return block;
}

import type { BorrowedRoom, ByteRange, ChunkMemory } from "@stx-patch/core";
import { read } from "node:fs";
import { promisify } from "node:util";
import { IoError } from "./error.js";
import { readNow } from "./read-now.js";
import { coded } from "./system-error.js";

const readAsync = promisify(read);

/** An open file; -1 once it is closed, so that no other file is read that got its number. */
export interface Descriptor {
  readonly fd: number;
}

/** Large enough that a call costs nothing beside its data. */
const READ_BYTES = 1024 * 1024;

/** Up to here the way to a thread and back takes longer than reading: of a small RPM, four times as long. */
const READ_AT_ONCE_BYTES = 64 * 1024;

/**
 * Reads a range of an open file in order, one block ahead of the consumer. Uses positions, never the
 * descriptor's own offset, so that several ranges can be read at the same time.
 *
 * @param memory - where to read into, as far as it has room; a chunk is valid only until the next one is asked for then
 * @throws IoError IO_FILE_CHANGED when the file ends before the range does
 */
export async function* readRange(
  file: Descriptor,
  name: string,
  range: Required<ByteRange> & { readonly end: number },
  memory?: ChunkMemory,
): AsyncGenerator<Uint8Array, void> {
  if (range.end - range.start <= READ_AT_ONCE_BYTES) {
    if (range.end > range.start) yield readWhole(file, name, range);
    return;
  }
  let at = range.start;
  const startReading = (): PendingBlock | undefined => {
    if (at >= range.end) return undefined;
    const length = Math.min(READ_BYTES, range.end - at);
    const room = memory?.borrow();
    const target = room?.bytes.subarray(0, length) ?? new Uint8Array(length);
    const filling = fill(target, file, name, at);
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
  file: Descriptor,
  name: string,
  position: number,
): Promise<Uint8Array> {
  let filled = 0;
  while (filled < block.length) {
    const { bytesRead } = await coded("read", name, () =>
      readAsync(
        file.fd,
        block,
        filled,
        block.length - filled,
        position + filled,
      ),
    );
    if (bytesRead === 0) throw becameShorter(name, position + filled);
    filled += bytesRead;
  }
  return block;
}

function readWhole(
  file: Descriptor,
  name: string,
  { start, end }: { readonly start: number; readonly end: number },
): Uint8Array {
  const piece = { position: start, length: end - start, size: end };
  const bytes = readNow(file.fd, name, piece);
  if (bytes.length < piece.length)
    throw becameShorter(name, start + bytes.length);
  return bytes;
}

function becameShorter(name: string, offset: number): IoError {
  return new IoError(
    "IO_FILE_CHANGED",
    `${name} became shorter while it was being read`,
    { location: { file: name, offset } },
  );
}

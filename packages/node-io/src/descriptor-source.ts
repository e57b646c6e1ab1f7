import type { ByteRange } from "@stx-patch/core";
import type { FileHandle } from "node:fs/promises";
import { IoError } from "./error.js";
import { coded } from "./system-error.js";

/** Large enough that a call costs nothing beside its data. */
const READ_BYTES = 1024 * 1024;

/**
 * Reads a range of an open file in order, one block ahead of the consumer. Uses positions, never the
 * descriptor's own offset, so that several ranges can be read at the same time.
 *
 * @throws IoError IO_FILE_CHANGED when the file ends before the range does
 */
export async function* readRange(
  handle: FileHandle,
  name: string,
  range: Required<ByteRange> & { readonly end: number },
): AsyncGenerator<Uint8Array, void> {
  let at = range.start;
  const startReading = (): Promise<Uint8Array> | undefined => {
    if (at >= range.end) return undefined;
    const length = Math.min(READ_BYTES, range.end - at);
    const block = readBlock(handle, name, at, length);
    // Until its turn comes nobody awaits it, which must not be fatal.
    block.catch(() => undefined);
    at += length;
    return block;
  };
  let pending = startReading();
  try {
    while (pending !== undefined) {
      const block = await pending;
      pending = startReading();
      yield block;
    }
  } finally {
    // The descriptor may be closed as soon as this generator has ended.
    await pending?.catch(() => undefined);
  }
}

async function readBlock(
  handle: FileHandle,
  name: string,
  position: number,
  length: number,
): Promise<Uint8Array> {
  const block = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await coded("read", name, () =>
      handle.read(block, filled, length - filled, position + filled),
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

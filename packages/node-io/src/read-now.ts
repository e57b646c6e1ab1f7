import { readSync } from "node:fs";
import { codedNow } from "./system-error.js";

/**
 * Reads a piece of an open file at once, into memory of its own.
 *
 * @param piece - `size` is the file's: memory is taken for what is there, not for what is asked for
 * @returns fewer bytes than `length` only at the end of the file
 * @throws IoError IO_FAILED
 */
export function readNow(
  file: number,
  name: string,
  piece: {
    readonly position: number;
    readonly length: number;
    readonly size: number;
  },
): Uint8Array {
  const there = Math.max(0, piece.size - piece.position);
  const bytes = new Uint8Array(Math.min(piece.length, there));
  let filled = 0;
  while (filled < bytes.length) {
    const count = codedNow("read", name, () =>
      readSync(
        file,
        bytes,
        filled,
        bytes.length - filled,
        piece.position + filled,
      ),
    );
    if (count === 0) break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}

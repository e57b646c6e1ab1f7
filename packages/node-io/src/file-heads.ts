import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { assertRegular } from "./file-source.js";
import { readNow } from "./read-now.js";
import { codedNow } from "./system-error.js";

/** Holds the headers of almost every package, at the price of one call. */
const HEAD_BYTES = 64 * 1024;

/** Gives `length` bytes of a file from `position` on, fewer only at its end. */
export type ReadNow = (position: number, length: number) => Uint8Array;

/** Reads beginnings of many files, one after the other. */
export interface FileHeads {
  /**
   * Opens a regular file for the time of an action. What the action gets from `read` is overwritten by the next file:
   * it must not keep it.
   *
   * @throws IoError IO_NOT_FOUND, IO_PERMISSION, IO_IS_DIRECTORY, IO_NOT_REGULAR, IO_BAD_LINK, IO_TOO_MANY_OPEN,
   * IO_FAILED; what the action throws passes through
   */
  use<T>(path: string, action: (read: ReadNow) => Promise<T>): Promise<T>;
}

/**
 * Reads without promises into one block that all files share: for a thousand small files, waiting for the thread pool
 * and clearing new memory would take longer than reading.
 */
export function createFileHeads(): FileHeads {
  const block = new Uint8Array(HEAD_BYTES);
  return {
    use: async (path, action) => {
      const file = codedNow("open", path, () =>
        // Without O_NONBLOCK, opening a pipe would wait for somebody to write into it.
        openSync(path, constants.O_RDONLY | constants.O_NONBLOCK),
      );
      try {
        const status = codedNow("read", path, () => fstatSync(file));
        assertRegular(status, path);
        const filled = codedNow("read", path, () =>
          readSync(file, block, 0, HEAD_BYTES, 0),
        );
        const head = block.subarray(0, filled);
        return await action((position, length) =>
          position + length <= filled
            ? head.subarray(position, position + length)
            : readNow(file, path, { position, length, size: status.size }),
        );
      } finally {
        closeSync(file);
      }
    },
  };
}

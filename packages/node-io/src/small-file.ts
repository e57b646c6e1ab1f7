import { concatBytes } from "@stx-patch/core";
import type { FileHandle } from "node:fs/promises";
import { open } from "node:fs/promises";
import { IoError } from "./error.js";
import { coded } from "./system-error.js";

const READ_BYTES = 64 * 1024;

/**
 * Reads a whole file that is known to be small: a key, a certificate, a list. Pipes and devices are welcome
 * (`<(pass show key)`); they are cut off at the same limit.
 *
 * @throws IoError IO_INPUT_TOO_LARGE and the codes of system errors
 */
export async function readSmallFile(
  path: string,
  options: { readonly maxBytes: number },
): Promise<Uint8Array> {
  return coded("read", path, async () => {
    const handle = await open(path, "r");
    try {
      return await readBounded(handle, path, options.maxBytes);
    } finally {
      await handle.close();
    }
  });
}

async function readBounded(
  handle: FileHandle,
  path: string,
  maxBytes: number,
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let total = 0;
  for (;;) {
    const { bytesRead, buffer } = await handle.read(
      new Uint8Array(READ_BYTES),
      0,
      READ_BYTES,
      null,
    );
    if (bytesRead === 0) return concatBytes(parts);
    total += bytesRead;
    if (total > maxBytes)
      throw new IoError(
        "IO_INPUT_TOO_LARGE",
        `${path}: expected at most ${maxBytes} bytes`,
        { location: { file: path } },
      );
    parts.push(buffer.subarray(0, bytesRead));
  }
}

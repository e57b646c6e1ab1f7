import type { BlockDeflater } from "@stx-patch/core";
import type { ZlibOptions } from "node:zlib";
import { constants, crc32, deflateRaw } from "node:zlib";
import { promisify } from "node:util";
import { plainBytes } from "./plain-bytes.js";

const deflateRawAsync = promisify<Uint8Array, ZlibOptions, Uint8Array>(
  deflateRaw,
);

/** Compresses on the threads of libuv's pool, several blocks at a time when asked to. */
export const nativeDeflater: BlockDeflater = {
  crc32,
  async deflate(block, { level, last, dictionary }) {
    const deflated = await deflateRawAsync(block, {
      level,
      finishFlush: last ? constants.Z_FINISH : constants.Z_SYNC_FLUSH,
      // Zlib takes an empty dictionary for an error.
      ...(dictionary === undefined || dictionary.length === 0
        ? {}
        : { dictionary }),
    });
    return plainBytes(deflated);
  },
};

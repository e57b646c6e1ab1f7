import type { BlockDeflater } from "@stx-patch/core";
import type { ZlibOptions } from "node:zlib";
import { constants, crc32, deflateRaw } from "node:zlib";
import { promisify } from "node:util";
import { plainBytes } from "./plain-bytes.js";

const deflateRawAsync = promisify<Uint8Array, ZlibOptions, Uint8Array>(
  deflateRaw,
);

/** What zlib insists on. */
const MIN_CHUNK_BYTES = 64;
/** Data that does not shrink grows by 5 bytes for each 16 KiB (level 1 to 9, zlib 1.3), in runs of about 1 MiB. */
const MAX_GROWTH_BYTES = 1024;

/** Compresses on the threads of libuv's pool, several blocks at a time when asked to. */
export const nativeDeflater: BlockDeflater = {
  crc32,
  async deflate(block, { level, last, dictionary }) {
    const deflated = await deflateRawAsync(block, {
      level,
      // Room for all of it: with less, the work comes back to this thread for each piece.
      chunkSize: Math.max(MIN_CHUNK_BYTES, block.length + MAX_GROWTH_BYTES),
      finishFlush: last ? constants.Z_FINISH : constants.Z_SYNC_FLUSH,
      // Zlib takes an empty dictionary for an error.
      ...(dictionary === undefined || dictionary.length === 0
        ? {}
        : { dictionary }),
    });
    return plainBytes(deflated);
  },
};

import type { BlockDeflater, Inflater, InflateRest } from "@stx-patch/core";
import {
  Deflate,
  Z_FINISH,
  Z_NO_FLUSH,
  Z_OK,
  Z_STREAM_END,
  Z_BUF_ERROR,
  Z_SYNC_FLUSH,
  zlibInflate,
  zlibInflateInit2,
  zlibInflateSetDictionary,
  ZStream,
} from "pako";
import { concatBytes } from "@stx-patch/core";
import { crc32 } from "./crc32.js";

/** Negative window bits: raw deflate, no zlib or gzip frame; 15 = the 32 KiB window of gzip. */
const RAW_WINDOW_BITS = -15;
const OUTPUT_CHUNK_BYTES = 64 * 1024;

/**
 * Portable decompressor. Works on pako's low-level interface: the comfortable one inflates a whole input
 * chunk before it returns (a bomb of 1 MiB becomes 1 GiB in memory), joins gzip members, and does not say
 * how much of the input it used.
 */
export const pakoInflater: Inflater = {
  crc32,
  async *inflate(source, dictionary): AsyncGenerator<Uint8Array, InflateRest> {
    const stream = new ZStream();
    zlibInflateInit2(stream, RAW_WINDOW_BITS);
    if (dictionary !== undefined && dictionary.length > 0)
      zlibInflateSetDictionary(stream, dictionary);
    for (;;) {
      if (stream.avail_in === 0) {
        const next = await source.next();
        if (next.done === true) throw new Error("unexpected end of data");
        stream.input = next.value;
        stream.next_in = 0;
        stream.avail_in = next.value.length;
      }
      stream.output = new Uint8Array(OUTPUT_CHUNK_BYTES);
      stream.next_out = 0;
      stream.avail_out = OUTPUT_CHUNK_BYTES;
      const status = zlibInflate(stream, Z_NO_FLUSH);
      if (stream.next_out > 0) yield stream.output.subarray(0, stream.next_out);
      if (status === Z_STREAM_END)
        return { unconsumed: stream.input.subarray(stream.next_in) };
      if (status !== Z_OK && status !== Z_BUF_ERROR)
        throw new Error(stream.msg || `inflate failed with status ${status}`);
    }
  },
};

/** Portable compressor; its output is the same in every JavaScript engine. */
export const pakoDeflater: BlockDeflater = {
  crc32,
  deflate(block, { level, last, dictionary }): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    const engine = new Deflate({
      raw: true,
      level,
      ...(dictionary === undefined || dictionary.length === 0
        ? {}
        : { dictionary }),
    });
    engine.onData = (part) => {
      parts.push(part);
    };
    engine.push(block, last ? Z_FINISH : Z_SYNC_FLUSH);
    return engine.err === Z_OK
      ? Promise.resolve(concatBytes(parts))
      : Promise.reject(new Error(engine.msg));
  },
};

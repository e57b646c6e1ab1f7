import type { Inflater, InflateRest } from "@stx-patch/core";
import type { InflateRaw } from "node:zlib";
import { crc32, createInflateRaw } from "node:zlib";
import { plainBytes } from "./plain-bytes.js";

const OUTPUT_CHUNK_BYTES = 256 * 1024;

/**
 * Decompresses on a thread of libuv's pool, at most one input chunk and one output chunk ahead of the
 * consumer.
 */
export const nativeInflater: Inflater = {
  crc32,
  async *inflate(source, dictionary): AsyncGenerator<Uint8Array, InflateRest> {
    const engine = createInflateRaw({
      chunkSize: OUTPUT_CHUNK_BYTES,
      // Zlib takes an empty dictionary for an error.
      ...(dictionary === undefined || dictionary.length === 0
        ? {}
        : { dictionary }),
    });
    const feeding = feed(engine, source);
    try {
      for await (const chunk of engine) yield plainBytes(chunk as Uint8Array);
    } finally {
      engine.destroy();
    }
    const { fedBytes, lastChunk } = await feeding;
    const unconsumedBytes = fedBytes - engine.bytesWritten;
    return {
      unconsumed: lastChunk.subarray(lastChunk.length - unconsumedBytes),
    };
  },
};

interface Fed {
  readonly fedBytes: number;
  readonly lastChunk: Uint8Array;
}

/**
 * Writes one chunk at a time, so that what the engine leaves over is always the tail of the last one.
 * Never rejects: a failing source destroys the engine, whose reader then sees the error.
 */
async function feed(
  engine: InflateRaw,
  source: AsyncIterator<Uint8Array>,
): Promise<Fed> {
  const over = new Promise<void>((resolve) => {
    engine.once("end", resolve).once("close", resolve);
  });
  let fedBytes = 0;
  let lastChunk: Uint8Array = new Uint8Array(0);
  try {
    // Bytes left over mean that the deflate stream has ended; the engine itself says so only later.
    while (engine.bytesWritten === fedBytes && !engine.destroyed) {
      const next = await source.next();
      if (next.done === true) {
        engine.end();
        break;
      }
      lastChunk = next.value;
      fedBytes += lastChunk.length;
      await Promise.race([written(engine, lastChunk), over]);
    }
  } catch (error) {
    engine.destroy(error instanceof Error ? error : new Error(String(error)));
  }
  return { fedBytes, lastChunk };
}

/** Settles when the engine is done with the chunk, for better or worse: its reader sees the error. */
function written(engine: InflateRaw, chunk: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    engine.write(chunk, () => {
      resolve();
    });
  });
}

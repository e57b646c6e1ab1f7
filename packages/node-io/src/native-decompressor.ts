import type { Transform } from "node:stream";
import { pipeline, Readable } from "node:stream";
import * as zlib from "node:zlib";
import { plainBytes } from "./plain-bytes.js";

/** Turns a compressed stream into its content; throws when it is not in the format. */
export type Decompress = (
  source: AsyncIterable<Uint8Array>,
) => AsyncIterable<Uint8Array>;

const OUTPUT_CHUNK_BYTES = 256 * 1024;

/** Largest window a zstd stream may ask for, as power of two: 128 MiB, which the strongest level of rpmbuild takes. */
const ZSTD_MAX_WINDOW_LOG = 27;

/** What Node has from 22.15 on; the oldest Node that runs this does not declare it. */
interface ZlibWithZstd {
  readonly createZstdDecompress?: (options: {
    chunkSize: number;
    params: Readonly<Record<number, number>>;
  }) => Transform;
  readonly constants: { readonly ZSTD_d_windowLogMax?: number };
}

/**
 * The decompressor of a payload by its name in a package (`gzip`, `zstd`), or undefined where Node has none: zstd
 * before Node 22.15, and always bzip2, lzma and xz.
 *
 * Runs on libuv's threads, one input chunk and one output chunk ahead of the consumer. How much comes out is for the
 * consumer to bound.
 */
export function nativeDecompressor(name: string): Decompress | undefined {
  const create = engineNamed(name);
  return create === undefined
    ? undefined
    : (source) => decompress(source, create());
}

function zstdEngine(): (() => Transform) | undefined {
  const { createZstdDecompress, constants } = zlib as ZlibWithZstd;
  const windowLog = constants.ZSTD_d_windowLogMax;
  if (createZstdDecompress === undefined || windowLog === undefined)
    return undefined;
  return () =>
    createZstdDecompress({
      chunkSize: OUTPUT_CHUNK_BYTES,
      params: { [windowLog]: ZSTD_MAX_WINDOW_LOG },
    });
}

function engineNamed(name: string): (() => Transform) | undefined {
  switch (name) {
    case "gzip":
      return () => zlib.createGunzip({ chunkSize: OUTPUT_CHUNK_BYTES });
    case "zstd":
      return zstdEngine();
    default:
      return undefined;
  }
}

async function* decompress(
  source: AsyncIterable<Uint8Array>,
  engine: Transform,
): AsyncGenerator<Uint8Array, void> {
  const input = Readable.from(source, { highWaterMark: 1 });
  // The engine's reader sees every failure; a callback that does nothing keeps it from ending the process.
  const output = pipeline(input, engine, () => undefined);
  for await (const chunk of output) yield plainBytes(chunk as Uint8Array);
}

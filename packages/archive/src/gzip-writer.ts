import type { BlockDeflater } from "@stx-patch/core";
import type { DeflateRun } from "./deflate-runs.js";
import { encodeRun, toRuns } from "./deflate-runs.js";
import { encodeGzipHeader } from "./gzip-header.js";
import { pakoDeflater } from "./pako-adapters.js";

const DEFAULT_CONCURRENCY = 4;
const TWO_TO_32 = 2 ** 32;

/** Options of {@link writeGzip}. */
export interface WriteGzipOptions {
  /** MTIME of the header. */
  readonly mtimeSeconds: number;
  /** FNAME of the header; none when absent. */
  readonly fileName?: string | undefined;
  /** Compressor; the portable one of pako by default. */
  readonly deflater?: BlockDeflater | undefined;
  /** Runs of about 1 MiB in work at the same time; changes the speed, never the output. */
  readonly concurrency?: number | undefined;
}

/**
 * Compresses to one gzip member. Data that is compressed already is stored, the rest deflated (see
 * `block-choice.ts`); the output depends on the data and the compressor only, not on chunking, timing or
 * `concurrency`. Holds about `concurrency` + 1 MiB and the source's current chunk.
 *
 * @throws ArchiveError GZIP_NAME_UNSUPPORTED, GZIP_TIME_UNSUPPORTED; errors of the source pass through
 */
export async function* writeGzip(
  source: AsyncIterable<Uint8Array>,
  options: WriteGzipOptions,
): AsyncGenerator<Uint8Array, void> {
  const { deflater = pakoDeflater, concurrency = DEFAULT_CONCURRENCY } =
    options;
  yield encodeGzipHeader(options.mtimeSeconds, options.fileName);
  const inWork: Promise<Uint8Array>[] = [];
  let crc = 0;
  let lengthBytes = 0;
  for await (const run of toRuns(source, deflater)) {
    inWork.push(startEncoding(run, deflater));
    for (const block of run.blocks) {
      crc = deflater.crc32(block, crc);
      lengthBytes += block.length;
    }
    const oldest = inWork.length >= concurrency ? inWork.shift() : undefined;
    if (oldest !== undefined) yield await oldest;
  }
  for (const pending of inWork) yield await pending;
  yield encodeTrailer(crc, lengthBytes);
}

/** A failure surfaces when the run's turn comes; until then nobody awaits it, which must not be fatal. */
function startEncoding(
  run: DeflateRun,
  deflater: BlockDeflater,
): Promise<Uint8Array> {
  const pending = encodeRun(run, deflater);
  pending.catch(() => undefined);
  return pending;
}

function encodeTrailer(crc: number, lengthBytes: number): Uint8Array {
  const trailer = new Uint8Array(8);
  const view = new DataView(trailer.buffer);
  view.setUint32(0, crc, true);
  view.setUint32(4, lengthBytes % TWO_TO_32, true);
  return trailer;
}

import type { BlockDeflater, ChunkMemory } from "@stx-patch/core";
import type { DeflateRun } from "./deflate-runs.js";
import { encodeRun, toRuns } from "./deflate-runs.js";
import { encodeGzipHeader } from "./gzip-header.js";
import { pakoDeflater } from "./pako-adapters.js";
import { RunBuffer } from "./run-buffer.js";

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
  /** A chunk is valid only until the next one is asked for: saves the memory's allocation and collection. */
  readonly recycle?: boolean | undefined;
  /** Where runs are gathered; quicker when the chunks of the source lie there, too. */
  readonly memory?: ChunkMemory | undefined;
  readonly flush?: FlushPoint | undefined;
}

/** A place in the source that a reader can get to while nothing is known of what comes behind it. */
export interface FlushPoint {
  /** Bytes of the source in front of it. It is part of what the output depends on. */
  readonly atBytes: number;
  /** Called when all of them are in chunks that the consumer has taken, before more of the source is asked for. */
  readonly reached?: (() => void | Promise<void>) | undefined;
}

/**
 * Compresses to one gzip member. Data that is compressed already is stored, the rest deflated (see
 * `block-choice.ts`); the output depends on the data, the flush point and the compressor only, not on chunking, timing or
 * `concurrency`. Holds about `concurrency` + 2 MiB; a chunk of the source may be reused when the next one is asked for.
 *
 * @throws ArchiveError GZIP_NAME_UNSUPPORTED, GZIP_TIME_UNSUPPORTED; errors of the source pass through
 */
export async function* writeGzip(
  source: AsyncIterable<Uint8Array>,
  options: WriteGzipOptions,
): AsyncGenerator<Uint8Array, void> {
  const buffers = new RunBuffers(options);
  try {
    yield* encodeMember(source, options, buffers);
  } finally {
    buffers.release();
  }
}

async function* encodeMember(
  source: AsyncIterable<Uint8Array>,
  options: WriteGzipOptions,
  buffers: RunBuffers,
): AsyncGenerator<Uint8Array, void> {
  const {
    deflater = pakoDeflater,
    concurrency = DEFAULT_CONCURRENCY,
    flush,
  } = options;
  yield encodeGzipHeader(options.mtimeSeconds, options.fileName);
  const inWork: EncodedRun[] = [];
  let crc = 0;
  let lengthBytes = 0;
  const newBuffer = (): RunBuffer => buffers.take();
  // While a block is in the processor's cache.
  const count = (block: Uint8Array): void => {
    crc = deflater.crc32(block, crc);
    lengthBytes += block.length;
  };
  const runs = toRuns(source, deflater, newBuffer, count, flush?.atBytes);
  for await (const run of runs) {
    inWork.push({ run, output: startEncoding(run, deflater) });
    const stayBehind = run.flush ? 0 : concurrency - 1;
    for (const oldest of inWork.splice(0, inWork.length - stayBehind))
      yield* buffers.handOut(oldest);
    if (run.flush) await flush?.reached?.();
  }
  for (const pending of inWork) yield* buffers.handOut(pending);
  yield encodeTrailer(crc, lengthBytes);
}

/** A run on its way through the compressor. */
interface EncodedRun {
  readonly run: DeflateRun;
  readonly output: Promise<Uint8Array>;
}

/**
 * The memory of runs, used again once nobody looks at it any more. When that is, is known here only of our own memory: a digest on
 * another thread may go on reading borrowed memory, and the lender waits for it.
 */
class RunBuffers {
  readonly #recycle: boolean;
  readonly #memory: ChunkMemory | undefined;
  readonly #borrowed = new Set<RunBuffer>();
  readonly #free: RunBuffer[] = [];

  constructor({ recycle = false, memory }: WriteGzipOptions) {
    this.#recycle = recycle;
    this.#memory = recycle ? memory : undefined;
  }

  take(): RunBuffer {
    const buffer = this.#free.pop() ?? new RunBuffer(this.#memory);
    buffer.clear();
    if (buffer.isBorrowed) this.#borrowed.add(buffer);
    return buffer;
  }

  /** Nobody may look at an output any more. */
  release(): void {
    for (const buffer of this.#borrowed) buffer.release();
    this.#borrowed.clear();
  }

  async *handOut({ run, output }: EncodedRun): AsyncGenerator<Uint8Array> {
    yield await output;
    const { buffer } = run;
    if (this.#borrowed.delete(buffer)) buffer.release();
    else if (this.#recycle) this.#free.push(buffer);
  }
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

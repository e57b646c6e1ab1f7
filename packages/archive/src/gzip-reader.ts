import type {
  ChunkMemory,
  ErrorLocation,
  Inflater,
  InflateRest,
  Limits,
} from "@stx-patch/core";
import { ByteReader, DEFAULT_LIMITS, gatherChunks } from "@stx-patch/core";
import { blockwiseInflater } from "./blockwise-inflater.js";
import { CompressedInput } from "./compressed-input.js";
import { ArchiveError } from "./error.js";
import { skipGzipHeader, startsLikeGzip } from "./gzip-header.js";
import { pakoInflater } from "./pako-adapters.js";
import type { ArchiveReport, Deviate } from "./report.js";
import { createDeviate } from "./report.js";

const portableInflater = blockwiseInflater(pakoInflater);

/** Short inputs may expand wildly without harm: the ratio counts from here on. */
const RATIO_GRACE_BYTES = 1024 * 1024;
const TRAILER_BYTES = 8;
const TWO_TO_32 = 2 ** 32;

/** Options of {@link readGzip}. */
export interface ReadGzipOptions {
  /** Decompressor; block by block through pako by default. */
  readonly inflater?: Inflater | undefined;
  /** Where short chunks are joined. */
  readonly memory?: ChunkMemory | undefined;
  /** Uses `maxPatchBytes` and `maxInflateRatio`. */
  readonly limits?: Limits | undefined;
  /** Takes GZIP_SECOND_MEMBER, GZIP_TRAILING_DATA (both end the reading) and GZIP_HEADER_EXTRA (a warning). */
  readonly report?: ArchiveReport | undefined;
  /** Somebody is still writing the file, and may wait for what its reader makes of the beginning: nothing is kept back for later. */
  readonly isGrowing?: boolean | undefined;
  /** What to call the file in locations. */
  readonly name?: string | undefined;
}

/** What the trailer has to agree with. */
interface Tally {
  crc: number;
  lengthBytes: number;
}

/**
 * Decompresses a gzip file that consists of exactly one member with nothing behind it.
 * Closes the source when it ends, also early. A chunk is valid only until the next one is asked for.
 *
 * @throws ArchiveError GZIP_NOT_GZIP, GZIP_HEADER_INVALID, GZIP_TRUNCATED, GZIP_CORRUPT, GZIP_CHECKSUM_MISMATCH,
 * GZIP_LENGTH_MISMATCH, GZIP_RATIO_EXCEEDED, GZIP_TOO_LARGE; without `report` also GZIP_SECOND_MEMBER and
 * GZIP_TRAILING_DATA. Errors of the source pass through unchanged.
 */
export async function* readGzip(
  source: AsyncIterable<Uint8Array>,
  options: ReadGzipOptions = {},
): AsyncGenerator<Uint8Array, void> {
  const {
    inflater = portableInflater,
    limits = DEFAULT_LIMITS,
    name: file,
  } = options;
  const deviate = createDeviate(options.report);
  const input = new ByteReader(source);
  try {
    await skipGzipHeader(input, inflater.crc32, deviate, file);
    const headerBytes = input.offset;
    const compressed = new CompressedInput(input);
    const tally: Tally = { crc: 0, lengthBytes: 0 };
    // A patch is thousands of stored blocks a GiB; whoever reads on has the same steps for each chunk, however short.
    const rest = yield* gatherChunks(
      inflateBounded(inflater, compressed, tally, limits, file),
      options.memory,
      options.isGrowing === true ? () => compressed.stalled() : undefined,
    );
    const offset =
      headerBytes + compressed.pulledBytes - rest.unconsumed.length;
    const tail = new ByteReader(chain(rest.unconsumed, compressed));
    await checkTrailer(tail, tally, { file, offset });
    await checkEnd(tail, { file, offset: offset + TRAILER_BYTES }, deviate);
  } finally {
    await input.close();
  }
}

async function* inflateBounded(
  inflater: Inflater,
  compressed: CompressedInput,
  tally: Tally,
  limits: Limits,
  file: string | undefined,
): AsyncGenerator<Uint8Array, InflateRest> {
  const engine = inflater.inflate(compressed);
  try {
    for (;;) {
      const step = await engine.next().catch((error: unknown) => {
        throw explain(error, compressed, file);
      });
      if (step.done === true) {
        const { pulledBytes } = compressed;
        const usedBytes = pulledBytes - step.value.unconsumed.length;
        assertWithinLimits(tally.lengthBytes, usedBytes, limits, {
          file,
          offset: compressed.offset - step.value.unconsumed.length,
        });
        return step.value;
      }
      tally.lengthBytes += step.value.length;
      assertWithinLimits(
        tally.lengthBytes,
        compressed.pulledBlocksBytes,
        limits,
        { file, offset: compressed.offset },
      );
      tally.crc = inflater.crc32(step.value, tally.crc);
      yield step.value;
    }
  } finally {
    await engine.return({ unconsumed: new Uint8Array(0) });
  }
}

/** Tells the source's failure, a file that ends too early and damaged data apart. */
function explain(
  error: unknown,
  compressed: CompressedInput,
  file: string | undefined,
): unknown {
  if (compressed.failure !== undefined) return error;
  return compressed.ended
    ? new ArchiveError(
        "GZIP_TRUNCATED",
        "file ends inside the compressed data",
        { location: { file, offset: compressed.offset }, cause: error },
      )
    : new ArchiveError(
        "GZIP_CORRUPT",
        `compressed data is damaged between the bytes ${compressed.lastOffset} and ${compressed.offset}`,
        { location: { file, offset: compressed.lastOffset }, cause: error },
      );
}

function assertWithinLimits(
  lengthBytes: number,
  compressedBytes: number,
  limits: Limits,
  location: ErrorLocation,
): void {
  if (lengthBytes > limits.maxPatchBytes)
    throw new ArchiveError(
      "GZIP_TOO_LARGE",
      `expected at most ${limits.maxPatchBytes} bytes after decompression`,
      { location },
    );
  if (
    lengthBytes > RATIO_GRACE_BYTES &&
    lengthBytes > compressedBytes * limits.maxInflateRatio
  )
    throw new ArchiveError(
      "GZIP_RATIO_EXCEEDED",
      `${compressedBytes} compressed bytes expand to more than ${limits.maxInflateRatio} times their length`,
      { location },
    );
}

async function checkTrailer(
  tail: ByteReader,
  tally: Tally,
  location: ErrorLocation,
): Promise<void> {
  const trailer = await tail.read(TRAILER_BYTES);
  if (trailer.length < TRAILER_BYTES)
    throw new ArchiveError("GZIP_TRUNCATED", "file ends in the gzip trailer", {
      location,
    });
  const view = new DataView(trailer.buffer, trailer.byteOffset, TRAILER_BYTES);
  if (view.getUint32(0, true) !== tally.crc)
    throw new ArchiveError(
      "GZIP_CHECKSUM_MISMATCH",
      "decompressed data does not match the CRC-32 of the trailer",
      { location },
    );
  const stated = view.getUint32(4, true);
  if (stated !== tally.lengthBytes % TWO_TO_32)
    throw new ArchiveError(
      "GZIP_LENGTH_MISMATCH",
      `trailer: expected length ${tally.lengthBytes % TWO_TO_32} (modulo 2^32), got ${stated}`,
      { location },
    );
}

async function checkEnd(
  tail: ByteReader,
  location: ErrorLocation,
  deviate: Deviate,
): Promise<void> {
  const extra = await tail.read(2);
  if (startsLikeGzip(extra))
    deviate(
      "GZIP_SECOND_MEMBER",
      "a second gzip member follows the first",
      location,
    );
  else if (extra.length > 0)
    deviate(
      "GZIP_TRAILING_DATA",
      "data follows the end of the gzip member",
      location,
    );
}

async function* chain(
  first: Uint8Array,
  rest: CompressedInput,
): AsyncGenerator<Uint8Array, void> {
  yield first;
  for (;;) {
    const step = await rest.next();
    if (step.done === true) return;
    yield step.value;
  }
}

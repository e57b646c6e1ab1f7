import type { DigestSet } from "./digest-set.js";
import { Handoff } from "./handoff.js";

/** Turns a compressed stream into its content; throws when it is not in the format. */
export type RpmDecompress = (
  source: AsyncIterable<Uint8Array>,
) => AsyncIterable<Uint8Array>;

/**
 * The decompressor for a PAYLOADCOMPRESSOR (`gzip`, `bzip2`, `xz`, `lzma`, `zstd`), or undefined when there
 * is none. Structural: any such function fits.
 */
export type RpmDecompressorFactory = (
  compressor: string,
) => RpmDecompress | undefined;

/** How the decompression ended. */
export interface UncompressedResult {
  readonly outcome: "complete" | "undecodable" | "output-limit";
  /** Bytes that came out until then. */
  readonly sizeBytes: number;
}

/**
 * Decompresses the payload beside the check of its stored bytes. Holds one chunk of either form; stops at
 * `maxBytes` of output, because a payload of some megabytes may unpack to any size.
 */
export class UncompressedPayload {
  readonly #handoff = new Handoff();
  readonly #result: Promise<UncompressedResult>;

  constructor(decompress: RpmDecompress, digests: DigestSet, maxBytes: number) {
    this.#result = consume(decompress, this.#handoff, digests, maxBytes);
    // A failing hasher rejects what finish() returns; until then nobody listens.
    this.#result.catch(() => undefined);
  }

  /** Resolves when the decompressor took the chunk or wants no more. */
  update(chunk: Uint8Array): Promise<void> {
    return this.#handoff.put(chunk);
  }

  /** Ends the stream and waits for what is left of the output. */
  finish(): Promise<UncompressedResult> {
    this.#handoff.end();
    return this.#result;
  }
}

async function consume(
  decompress: RpmDecompress,
  source: Handoff,
  digests: DigestSet,
  maxBytes: number,
): Promise<UncompressedResult> {
  const output = decompress(source)[Symbol.asyncIterator]();
  let sizeBytes = 0;
  try {
    for (;;) {
      const chunk = await nextChunk(output);
      if (chunk === "undecodable") return { outcome: chunk, sizeBytes };
      if (chunk === undefined) return { outcome: "complete", sizeBytes };
      if (sizeBytes + chunk.length > maxBytes) {
        await output.return?.();
        return { outcome: "output-limit", sizeBytes };
      }
      sizeBytes += chunk.length;
      await digests.update(chunk);
    }
  } finally {
    // The rest of the payload is no longer wanted; without this, whoever pushes it would wait for ever.
    await source.return();
  }
}

/** What a decompressor throws is its verdict about the data, whatever library it comes from. */
async function nextChunk(
  output: AsyncIterator<Uint8Array>,
): Promise<Uint8Array | "undecodable" | undefined> {
  try {
    const next = await output.next();
    return next.done === true ? undefined : next.value;
  } catch {
    return "undecodable";
  }
}

import { ByteStream, type RpmSource } from "./byte-stream.js";
import { concatBytes } from "./bytes.js";
import {
  type OpenRpmOptions,
  type RpmHeaders,
  walkHeaders,
} from "./walk-headers.js";

/** A package whose headers are read and whose payload is waiting. */
export interface OpenRpm {
  readonly headers: RpmHeaders;
  /** The rest of the source; can be read once. */
  readonly payload: AsyncIterable<Uint8Array>;
  /** Frees the source when the payload is not wanted. */
  close(): Promise<void>;
}

/**
 * Reads lead, signature header and main header, checking everything that can be checked without
 * understanding the package (spec sections 13 and 14). Memory is bounded by the bytes that arrive.
 *
 * @throws RpmError RPM_TRUNCATED, RPM_LEAD_*, RPM_HEADER_*, RPM_INDEX_*, RPM_DATA_LIMIT, RPM_REGION_*,
 * RPM_ENTRY_*, RPM_TAG_TYPE, RPM_DIGEST_FORM; errors of the source pass through. The source is closed then.
 */
export async function openRpm(
  source: RpmSource,
  options: OpenRpmOptions = {},
): Promise<OpenRpm> {
  const stream = new ByteStream(source);
  try {
    const headers = await readFrom(stream, options);
    const close = async (): Promise<void> => {
      await stream.return();
    };
    return { headers, payload: stream, close };
  } catch (error) {
    // Closing is best effort: the first error is the one that explains.
    await stream.return().catch(() => undefined);
    throw error;
  }
}

/** {@link openRpm} for callers that do not want the payload: closes the source behind the main header. */
export async function readRpmHeaders(
  source: RpmSource,
  options: OpenRpmOptions = {},
): Promise<RpmHeaders> {
  const opened = await openRpm(source, options);
  await opened.close();
  return opened.headers;
}

/** Reads pieces off a stream; of a header's first bytes, which were read already, only the rest. */
async function readFrom(
  stream: ByteStream,
  options: OpenRpmOptions,
): Promise<RpmHeaders> {
  const walk = walkHeaders(options);
  let piece: Uint8Array = new Uint8Array(0);
  let pieceAt = 0;
  for (let step = walk.next(); ; step = walk.next(piece)) {
    if (step.done === true) return step.value;
    const { position, length } = step.value;
    const held = position === pieceAt ? piece : new Uint8Array(0);
    const rest = await stream.read(length - held.length);
    piece = held.length === 0 ? rest : concatBytes([held, rest]);
    pieceAt = position;
  }
}

import { viewOf } from "./bytes.js";
import { RpmError } from "./error.js";
import type { HeaderKind } from "./tags.js";

/** Bytes of magic, il and dl. */
export const INTRO_BYTES = 16;

/** `8E AD E8 01` and four zero bytes; rpm compares all eight. */
export const HEADER_MAGIC = Uint8Array.of(0x8e, 0xad, 0xe8, 1, 0, 0, 0, 0);

const ENTRY_BYTES = 16;

/** The bounds that apply to one header. */
export interface IntroLimits {
  readonly maxEntries: number;
  readonly maxDataBytes: number;
  /** Bytes left of the overall bound. */
  readonly maxTotalBytes: number;
}

/**
 * Checks a header's first 16 bytes, before anything behind them is read.
 *
 * @returns how many bytes of index and data follow
 * @throws RpmError RPM_HEADER_MAGIC, RPM_INDEX_EMPTY, RPM_INDEX_LIMIT, RPM_DATA_LIMIT, RPM_HEADER_LIMIT
 */
export function checkIntro(
  intro: Uint8Array,
  kind: HeaderKind,
  limits: IntroLimits,
  location: { file: string | undefined; offset: number },
): number {
  const at = (inside: number): { location: typeof location } => ({
    location: { ...location, offset: location.offset + inside },
  });
  if (HEADER_MAGIC.some((byte, i) => byte !== intro[i]))
    throw new RpmError(
      "RPM_HEADER_MAGIC",
      `${kind} header: expected the header magic`,
      at(0),
    );
  const view = viewOf(intro);
  const entries = view.getUint32(8);
  const dataBytes = view.getUint32(12);
  if (entries === 0)
    throw new RpmError("RPM_INDEX_EMPTY", `${kind} header: no entries`, at(8));
  if (entries > limits.maxEntries)
    throw new RpmError(
      "RPM_INDEX_LIMIT",
      `${kind} header: at most ${limits.maxEntries} entries expected, got ${entries}`,
      at(8),
    );
  if (dataBytes > limits.maxDataBytes)
    throw new RpmError(
      "RPM_DATA_LIMIT",
      `${kind} header: at most ${limits.maxDataBytes} data bytes expected, got ${dataBytes}`,
      at(12),
    );
  const rest = ENTRY_BYTES * entries + dataBytes;
  if (INTRO_BYTES + rest > limits.maxTotalBytes)
    throw new RpmError(
      "RPM_HEADER_LIMIT",
      `${kind} header: at most ${limits.maxTotalBytes} bytes left for it, got ${INTRO_BYTES + rest}`,
      at(8),
    );
  return rest;
}

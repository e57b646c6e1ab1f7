import type { ByteReader, ErrorLocation } from "@stx-patch/core";
import type { Deviate } from "./report.js";
import { firstNonZero, isZero } from "./tar-fields.js";
import { BLOCK_BYTES, RECORD_BYTES } from "./tar-layout.js";

/** Enough at a time to skip quickly, without holding much. */
const SKIP_BYTES = 1024 * 1024;

/**
 * Reads from behind the first zero block to the end of the source: the second zero block, the padding of the
 * record, and nothing else.
 */
export async function checkTarEnd(
  reader: ByteReader,
  member: string | undefined,
  deviate: Deviate,
): Promise<void> {
  const endMarkOffset = reader.offset - BLOCK_BYTES;
  const at = (offset: number): ErrorLocation => ({ member, offset });
  const second = await reader.read(BLOCK_BYTES);
  if (second.length < BLOCK_BYTES && isZero(second)) {
    deviate(
      "TAR_END_MISSING",
      "expected two zero blocks at the end, got one",
      at(endMarkOffset),
    );
    return;
  }
  reader.unread(second);
  const dataOffset = await findData(reader);
  if (dataOffset !== undefined)
    deviate(
      "TAR_TRAILING_DATA",
      `data at offset ${dataOffset} follows the end mark at offset ${endMarkOffset}`,
      at(dataOffset),
    );
  else if (reader.offset !== toRecords(endMarkOffset + 2 * BLOCK_BYTES))
    deviate(
      "TAR_RECORD_PADDING",
      `expected an archive of ${toRecords(endMarkOffset + 2 * BLOCK_BYTES)} bytes, got ${reader.offset}`,
      at(endMarkOffset),
      "warning",
    );
}

/** Reads to the end of the source; offset of the first byte that is not zero. */
async function findData(reader: ByteReader): Promise<number | undefined> {
  let found: number | undefined;
  for (;;) {
    const part = await reader.readSome(SKIP_BYTES);
    if (part === undefined) return found;
    const index = found === undefined ? firstNonZero(part) : -1;
    if (index >= 0) found = reader.offset - part.length + index;
  }
}

function toRecords(bytes: number): number {
  return Math.ceil(bytes / RECORD_BYTES) * RECORD_BYTES;
}

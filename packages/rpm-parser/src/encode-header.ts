import { viewOf } from "./bytes.js";
import { alignUp, TYPE, TYPE_RANGE } from "./entry-type.js";
import { RpmError } from "./error.js";
import type { HeaderEntry } from "./entry-index.js";
import { HEADER_MAGIC, INTRO_BYTES } from "./header-intro.js";
import { ENTRY_BYTES, FIRST_TAG } from "./region.js";

/**
 * Writes a header: sorted by tag, data packed, one region over everything (spec section 9, "Serialising a
 * header"). The inverse of {@link parseHeader} for headers that rpm wrote.
 *
 * @param entries - without a region entry, in any order; entries without data cannot be stored
 * @param regionTag - 62 or 63
 * @throws RpmError RPM_ENCODE for an entry that no reader would accept, or a tag given twice
 */
export function encodeHeader(
  entries: readonly HeaderEntry[],
  regionTag: number,
): Uint8Array {
  const sorted = entries.toSorted((a, b) => a.tag - b.tag);
  sorted.forEach(checkStorable);
  const trailerAt = dataBytesOf(sorted);
  const entryCount = sorted.length + 1;
  const dataAt = INTRO_BYTES + ENTRY_BYTES * entryCount;
  const bytes = new Uint8Array(dataAt + trailerAt + ENTRY_BYTES);
  const view = viewOf(bytes);
  bytes.set(HEADER_MAGIC);
  view.setUint32(8, entryCount);
  view.setUint32(12, trailerAt + ENTRY_BYTES);
  writeRegion(view, INTRO_BYTES, regionTag, trailerAt);
  let offset = 0;
  sorted.forEach((entry, i) => {
    offset = alignUp(offset, entry.type);
    writeIndexEntry(view, INTRO_BYTES + ENTRY_BYTES * (i + 1), entry, offset);
    bytes.set(entry.data, dataAt + offset);
    offset += entry.data.length;
  });
  writeRegion(view, dataAt + trailerAt, regionTag, -ENTRY_BYTES * entryCount);
  return bytes;
}

/** Bytes that the entries' data takes when packed in tag order, without a trailer. */
export function dataBytesOf(sorted: readonly HeaderEntry[]): number {
  return sorted.reduce(
    (end, { type, data }) => alignUp(end, type) + data.length,
    0,
  );
}

/** Size of a header with these entries and without a region, the measure of spec section 9. */
export function headerBytesOf(entries: readonly HeaderEntry[]): number {
  const sorted = entries.toSorted((a, b) => a.tag - b.tag);
  return INTRO_BYTES + ENTRY_BYTES * sorted.length + dataBytesOf(sorted);
}

function checkStorable(
  { tag, type, count, data }: HeaderEntry,
  i: number,
  sorted: readonly HeaderEntry[],
): void {
  const sound =
    tag >= FIRST_TAG &&
    type >= TYPE_RANGE.min &&
    type <= TYPE_RANGE.max &&
    count > 0 &&
    data.length > 0 &&
    sorted[i - 1]?.tag !== tag;
  if (!sound)
    throw new RpmError(
      "RPM_ENCODE",
      `tag ${tag}: type ${type}, count ${count} and ${data.length} data bytes cannot be stored`,
    );
}

function writeRegion(
  view: DataView,
  at: number,
  regionTag: number,
  offset: number,
): void {
  const region = { tag: regionTag, type: TYPE.bin, count: ENTRY_BYTES };
  writeIndexEntry(view, at, region, offset);
}

function writeIndexEntry(
  view: DataView,
  at: number,
  entry: Omit<HeaderEntry, "data">,
  offset: number,
): void {
  view.setUint32(at, entry.tag);
  view.setUint32(at + 4, entry.type);
  view.setInt32(at + 8, offset);
  view.setUint32(at + 12, entry.count);
}

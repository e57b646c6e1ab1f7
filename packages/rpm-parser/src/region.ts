import { TYPE } from "./entry-type.js";
import { RpmError } from "./error.js";
import { type HeaderKind, REGION } from "./tags.js";

/** Bytes of an index entry, and of a region's trailer, which has the same shape. */
export const ENTRY_BYTES = 16;

/** Lowest tag of an ordinary entry; below it are regions and rpm's private tags. */
export const FIRST_TAG = 100;

/** Which entries and data a header's region covers. */
export interface Region {
  readonly tag: number;
  /** Offset of the trailer in the data. */
  readonly trailerAt: number;
  /** Entries covered, without the region entry itself. */
  readonly entryCount: number;
}

/** The parts of a header that the region checks look at. */
export interface RawHeader {
  readonly kind: HeaderKind;
  readonly file: string | undefined;
  readonly offset: number;
  readonly view: DataView;
  readonly entryCount: number;
  readonly dataBytes: number;
  /** Offset of the data in the header. */
  readonly dataAt: number;
}

/** Reads a field of the index entry (or trailer) that starts at `at`. */
export const entryField = {
  tag: (view: DataView, at: number): number => view.getUint32(at),
  type: (view: DataView, at: number): number => view.getUint32(at + 4),
  offset: (view: DataView, at: number): number => view.getInt32(at + 8),
  count: (view: DataView, at: number): number => view.getUint32(at + 12),
} as const;

/** First index entry behind the 16 bytes of magic, il and dl. */
const INDEX_AT = 16;

/**
 * Checks the region entry and its trailer (spec section 2, "Region").
 *
 * @param isStrict - everything must be covered, by a region with its own trailer: always so in a main
 * header, and for rpm 4.14.0 in a signature header, too
 * @returns undefined for a header in rpm v3 style, which starts with an ordinary entry
 * @throws RpmError RPM_REGION_ENTRY, RPM_REGION_TRAILER, RPM_REGION_COVERAGE
 */
export function readRegion(
  header: RawHeader,
  isStrict: boolean,
): Region | undefined {
  const { view, kind } = header;
  const tag = entryField.tag(view, INDEX_AT);
  if (tag >= FIRST_TAG) return undefined;
  const trailerAt = checkedRegionEntry(header, tag);
  const entryCount = checkedTrailer(header, tag, trailerAt, isStrict);
  const coversAll =
    entryCount === header.entryCount - 1 &&
    trailerAt + ENTRY_BYTES === header.dataBytes;
  if (isStrict && !coversAll)
    throw new RpmError(
      "RPM_REGION_COVERAGE",
      `${kind} header: the region covers ${entryCount + 1} of ${header.entryCount} entries and ${trailerAt + ENTRY_BYTES} of ${header.dataBytes} data bytes`,
      { location: { file: header.file, offset: header.offset + INDEX_AT } },
    );
  return { tag, trailerAt, entryCount };
}

function checkedRegionEntry(header: RawHeader, tag: number): number {
  const { view, kind } = header;
  const expected = kind === "signature" ? REGION.signature : REGION.immutable;
  const offset = entryField.offset(view, INDEX_AT);
  const sound =
    tag === expected &&
    entryField.type(view, INDEX_AT) === TYPE.bin &&
    entryField.count(view, INDEX_AT) === ENTRY_BYTES &&
    offset >= 0 &&
    offset + ENTRY_BYTES <= header.dataBytes;
  if (!sound)
    throw new RpmError(
      "RPM_REGION_ENTRY",
      `${kind} header: expected region entry ${expected} of type 7 and count 16 inside ${header.dataBytes} data bytes, got tag ${tag}, type ${entryField.type(view, INDEX_AT)}, count ${entryField.count(view, INDEX_AT)}, offset ${offset}`,
      { location: { file: header.file, offset: header.offset + INDEX_AT } },
    );
  return offset;
}

function checkedTrailer(
  header: RawHeader,
  regionTag: number,
  trailerAt: number,
  isStrict: boolean,
): number {
  const { view, kind } = header;
  const at = header.dataAt + trailerAt;
  const tag = entryField.tag(view, at);
  const back = -entryField.offset(view, at);
  // Very old signature headers carry HEADERIMAGE here; every rpm but 4.14.0 reads them.
  const tagFits = tag === regionTag || (!isStrict && tag === REGION.image);
  const sound =
    tagFits &&
    entryField.type(view, at) === TYPE.bin &&
    entryField.count(view, at) === ENTRY_BYTES &&
    back >= ENTRY_BYTES &&
    back % ENTRY_BYTES === 0 &&
    back / ENTRY_BYTES <= header.entryCount;
  if (!sound)
    throw new RpmError(
      "RPM_REGION_TRAILER",
      `${kind} header: expected a trailer of region ${regionTag}, type 7, count 16, covering 1 to ${header.entryCount} entries, got tag ${tag}, type ${entryField.type(view, at)}, count ${entryField.count(view, at)}, offset ${-back}`,
      { location: { file: header.file, offset: header.offset + at } },
    );
  return back / ENTRY_BYTES - 1;
}

import { viewOf } from "./bytes.js";
import {
  alignmentOf,
  alignUp,
  elementBytes,
  isStringType,
  TYPE,
  TYPE_RANGE,
} from "./entry-type.js";
import { RpmError, type RpmErrorCode } from "./error.js";
import { EntryIndex } from "./entry-index.js";
import { RpmHeader } from "./header.js";
import { INTRO_BYTES } from "./header-intro.js";
import {
  ENTRY_BYTES,
  entryField,
  FIRST_TAG,
  type RawHeader,
  readRegion,
} from "./region.js";
import { findStringsEnd } from "./string-ends.js";
import { type HeaderKind, tagText } from "./tags.js";

/** rpm 4.17.1 and later refuse higher counts of everything but bytes; it also bounds our arrays. */
const MAX_COUNT = 0xfffff;

/** Tags of 2^31 and up are negative to rpm 4.14 to 4.18. */
const MAX_TAG = 0x7fffffff;

/** Signature header tags that have no business in a main header (spec section 13). */
const FIRST_SIGNATURE_TAG = 257;
const LAST_SIGNATURE_TAG = 279;

/** A header's bytes and what is known about it. */
export interface HeaderSource {
  readonly kind: HeaderKind;
  readonly file?: string | undefined;
  /** Offset of the header in the package. */
  readonly offset: number;
  /** Magic, il, dl, index and data, complete. */
  readonly bytes: Uint8Array;
  /** Refuse a signature header's liberties, as rpm 4.14.0 does; always so for the main header. */
  readonly strictRegion?: boolean;
}

/**
 * Checks a header's structure: region, every entry's tag, type, count, alignment and extent, data packed
 * exactly in index order, strings terminated, no tag twice (spec sections 2, 13 and 14).
 *
 * Runs in one pass over index and data; values are not decoded.
 *
 * @throws RpmError RPM_REGION_*, RPM_ENTRY_*
 */
export function parseHeader(source: HeaderSource): RpmHeader {
  const { kind, file, offset, bytes } = source;
  const view = viewOf(bytes);
  const entryCount = view.getUint32(8);
  const raw: RawHeader = {
    kind,
    file,
    offset,
    view,
    entryCount,
    dataBytes: view.getUint32(12),
    dataAt: INTRO_BYTES + ENTRY_BYTES * entryCount,
  };
  const isStrict = kind === "main" || source.strictRegion === true;
  const region = readRegion(raw, isStrict);
  const entriesAt = INTRO_BYTES + (region === undefined ? 0 : ENTRY_BYTES);
  const index = new EntryIndex({ bytes, view, entriesAt, dataAt: raw.dataAt });
  const walk = new IndexWalk(raw, index, entriesAt);
  if (region === undefined) {
    walk.take(entryCount, raw.dataBytes);
    walk.expectEnd(raw.dataBytes);
  } else {
    walk.take(region.entryCount, region.trailerAt);
    walk.expectEnd(region.trailerAt);
    walk.skipTrailer();
    walk.take(entryCount - 1 - region.entryCount, raw.dataBytes);
    walk.expectEnd(raw.dataBytes);
  }
  return new RpmHeader({
    kind,
    file,
    offset,
    bytes,
    regionTag: region?.tag,
    regionEntryCount: region?.entryCount ?? entryCount,
    index,
  });
}

/** Position in index and data while the entries are checked one after the other. */
class IndexWalk {
  readonly #header: RawHeader;
  /** Gets every entry that was found sound. */
  readonly #index: EntryIndex;
  #entryAt: number;
  /** Where the previous entry's data ended. */
  #dataEnd = 0;

  constructor(header: RawHeader, index: EntryIndex, entriesAt: number) {
    this.#header = header;
    this.#index = index;
    this.#entryAt = entriesAt;
  }

  skipTrailer(): void {
    this.#dataEnd += ENTRY_BYTES;
  }

  /** Checks the next `count` entries, whose data must end at or before `limit`. */
  take(count: number, limit: number): void {
    for (let i = 0; i < count; i += 1) {
      this.#takeOne(limit);
      this.#entryAt += ENTRY_BYTES;
    }
  }

  expectEnd(position: number): void {
    if (this.#dataEnd !== position)
      throw new RpmError(
        "RPM_ENTRY_GAP",
        `${this.#header.kind} header: ${position - this.#dataEnd} unused bytes behind the last entry`,
        { location: this.#location(this.#dataAt(this.#dataEnd)) },
      );
  }

  #takeOne(limit: number): void {
    const { view } = this.#header;
    const at = this.#entryAt;
    const tag = entryField.tag(view, at);
    const type = entryField.type(view, at);
    const offset = entryField.offset(view, at);
    const count = entryField.count(view, at);
    this.#checkTag(tag);
    this.#checkTypeAndCount(tag, type, count);
    this.#checkPlace(tag, type, offset, limit);
    this.#dataEnd = isStringType(type)
      ? this.#stringsEnd(tag, offset, count, limit)
      : this.#fixedEnd(tag, offset, count * elementBytes(type), limit);
    this.#index.add(tag, this.#dataEnd);
  }

  #checkTag(tag: number): void {
    const foreign =
      this.#header.kind === "main" &&
      tag >= FIRST_SIGNATURE_TAG &&
      tag <= LAST_SIGNATURE_TAG;
    if (tag < FIRST_TAG || tag > MAX_TAG || foreign)
      this.#fail("RPM_ENTRY_TAG", tag, "not allowed here");
    if (this.#index.has(tag))
      this.#fail("RPM_ENTRY_DUPLICATE", tag, "appears twice");
  }

  #checkTypeAndCount(tag: number, type: number, count: number): void {
    if (type < TYPE_RANGE.min || type > TYPE_RANGE.max)
      this.#fail("RPM_ENTRY_TYPE", tag, `type 1 to 9 expected, got ${type}`);
    const max = Math.min(
      type === TYPE.string ? 1 : type === TYPE.bin ? Infinity : MAX_COUNT,
      this.#header.dataBytes,
    );
    if (count < 1 || count > max)
      this.#fail(
        "RPM_ENTRY_COUNT",
        tag,
        `count 1 to ${max} expected, got ${count}`,
      );
  }

  #checkPlace(tag: number, type: number, offset: number, limit: number): void {
    if (offset < 0 || offset >= limit)
      this.#fail(
        "RPM_ENTRY_OFFSET",
        tag,
        `offset 0 to ${limit - 1} expected, got ${offset}`,
      );
    if (offset < this.#dataEnd)
      this.#fail(
        "RPM_ENTRY_OVERLAP",
        tag,
        `offset ${offset} is before ${this.#dataEnd}, where the previous entry ends`,
      );
    if (offset % alignmentOf(type) !== 0)
      this.#fail(
        "RPM_ENTRY_ALIGNMENT",
        tag,
        `offset ${offset} is not a multiple of ${alignmentOf(type)}`,
      );
    const packed = alignUp(this.#dataEnd, type);
    if (offset !== packed)
      this.#fail(
        "RPM_ENTRY_GAP",
        tag,
        `offset ${packed} expected, got ${offset}`,
      );
  }

  #fixedEnd(tag: number, offset: number, size: number, limit: number): number {
    if (offset + size > limit)
      this.#fail(
        "RPM_ENTRY_COUNT",
        tag,
        `${size} bytes at ${offset} do not fit into ${limit}`,
      );
    return offset + size;
  }

  #stringsEnd(
    tag: number,
    offset: number,
    count: number,
    limit: number,
  ): number {
    const { view, dataAt } = this.#header;
    const { end, found } = findStringsEnd(
      view,
      dataAt + offset,
      dataAt + limit,
      count,
    );
    if (found < count)
      this.#fail(
        "RPM_ENTRY_UNTERMINATED",
        tag,
        `string ${found + 1} of ${count} has no end`,
      );
    return end - dataAt;
  }

  #fail(code: RpmErrorCode, tag: number, detail: string): never {
    const { kind } = this.#header;
    throw new RpmError(
      code,
      `${kind} header: ${tagText(kind, tag)}: ${detail}`,
      {
        location: this.#location(this.#entryAt),
      },
    );
  }

  #dataAt(position: number): number {
    return this.#header.dataAt + position;
  }

  #location(at: number): { file: string | undefined; offset: number } {
    return { file: this.#header.file, offset: this.#header.offset + at };
  }
}

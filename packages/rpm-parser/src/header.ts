import { viewOf } from "./bytes.js";
import type { EntryIndex, HeaderEntry } from "./entry-index.js";
import { elementBytes, isStringType, TYPE } from "./entry-type.js";
import { RpmError, type RpmErrorCode, type RpmLocation } from "./error.js";
import { type HeaderKind, MAIN, tagText } from "./tags.js";
import { batchesOf, decodeByteStrings, decodeUtf8Strings } from "./text.js";

/** What {@link parseHeader} found out; the constructor argument of {@link RpmHeader}. */
export interface HeaderParts {
  readonly kind: HeaderKind;
  readonly file: string | undefined;
  /** Offset of the header in the package. */
  readonly offset: number;
  readonly bytes: Uint8Array;
  readonly regionTag: number | undefined;
  /** How many of the entries the region covers; they come first. */
  readonly regionEntryCount: number;
  readonly index: EntryIndex;
}

/**
 * A structurally sound header. Values are decoded when they are asked for; the accessors check the
 * stored type, because rpm lets a tag have any.
 */
export class RpmHeader {
  readonly kind: HeaderKind;
  /** Offset of the header in the package. */
  readonly offset: number;
  /** The header as stored, from its magic to its last data byte. */
  readonly bytes: Uint8Array;
  /** 62 or 63, or undefined for a header in rpm v3 style. */
  readonly regionTag: number | undefined;

  readonly #file: string | undefined;
  readonly #regionEntryCount: number;
  readonly #index: EntryIndex;

  constructor(parts: HeaderParts) {
    this.kind = parts.kind;
    this.offset = parts.offset;
    this.bytes = parts.bytes;
    this.regionTag = parts.regionTag;
    this.#file = parts.file;
    this.#regionEntryCount = parts.regionEntryCount;
    this.#index = parts.index;
  }

  /** All entries in index order, without the region entry; made anew at each call. */
  get entries(): readonly HeaderEntry[] {
    return this.#index.first();
  }

  /** The entries inside the region; writers keep only these (spec section 9). */
  get regionEntries(): readonly HeaderEntry[] {
    return this.#index.first(this.#regionEntryCount);
  }

  /** Length of {@link bytes}. */
  get sizeBytes(): number {
    return this.bytes.length;
  }

  /** Where the header starts. */
  get location(): RpmLocation {
    return { file: this.#file, offset: this.offset };
  }

  /** True when the tag is present. */
  has(tag: number): boolean {
    return this.#index.has(tag);
  }

  /** The raw entry, or undefined when the tag is absent. */
  entry(tag: number): HeaderEntry | undefined {
    return this.#index.find(tag);
  }

  /**
   * One string; of a translated string the first, which is the C locale's.
   *
   * @throws RpmError RPM_TAG_TYPE, RPM_TEXT_ENCODING
   */
  string(tag: number): string | undefined {
    const entry = this.#index.find(tag);
    if (entry === undefined) return undefined;
    if (entry.count !== 1 && entry.type !== TYPE.i18nString)
      throw this.error(
        "RPM_TAG_TYPE",
        tag,
        `one string expected, got ${entry.count}`,
      );
    return this.#strings(entry)[0];
  }

  /**
   * All strings of the tag.
   *
   * @throws RpmError RPM_TAG_TYPE, RPM_TEXT_ENCODING
   */
  strings(tag: number): string[] | undefined {
    const entry = this.#index.find(tag);
    return entry === undefined ? undefined : this.#strings(entry);
  }

  /**
   * The strings of the tag as {@link strings} has them, `BATCH_STRINGS` at a time.
   *
   * @throws RpmError RPM_TAG_TYPE, RPM_TEXT_ENCODING, when the batch is asked for
   */
  *stringBatches(tag: number): Generator<string[], undefined> {
    const entry = this.#index.find(tag);
    if (entry === undefined) return;
    this.#assertStrings(entry);
    for (const data of batchesOf(entry.data)) yield this.#decode(tag, data);
  }

  /**
   * All numbers of the tag, unsigned.
   *
   * @throws RpmError RPM_TAG_TYPE; RPM_NUMBER_RANGE for a 64-bit number above 2^53 - 1
   */
  numbers(tag: number): number[] | undefined {
    const entry = this.#index.find(tag);
    return entry === undefined ? undefined : this.#numbers(entry);
  }

  /**
   * Reads one of the numbers of the tag, as {@link numbers} has them.
   *
   * @throws RpmError RPM_TAG_TYPE; the reader RPM_NUMBER_RANGE
   */
  numberReader(tag: number): ((index: number) => number) | undefined {
    const entry = this.#index.find(tag);
    if (entry === undefined) return undefined;
    const read = this.#reader(entry);
    const size = elementBytes(entry.type);
    return (index) => read(index * size);
  }

  /**
   * One number, unsigned.
   *
   * @throws RpmError RPM_TAG_TYPE, RPM_NUMBER_RANGE
   */
  number(tag: number): number | undefined {
    const values = this.numbers(tag);
    if (values === undefined) return undefined;
    const [value] = values;
    if (value === undefined || values.length !== 1)
      throw this.error(
        "RPM_TAG_TYPE",
        tag,
        `one number expected, got ${values.length}`,
      );
    return value;
  }

  /**
   * Bytes of a BIN tag, as a view.
   *
   * @throws RpmError RPM_TAG_TYPE
   */
  bytesOf(tag: number): Uint8Array | undefined {
    const entry = this.#index.find(tag);
    if (entry === undefined) return undefined;
    if (entry.type !== TYPE.bin)
      throw this.error(
        "RPM_TAG_TYPE",
        tag,
        `type BIN expected, got ${entry.type}`,
      );
    return entry.data;
  }

  /** An error about one tag, with its name and the offset of its data. */
  error(code: RpmErrorCode, tag: number, detail: string): RpmError {
    return new RpmError(code, this.describe(tag, detail), {
      location: this.locate(tag),
    });
  }

  /** Message text about one tag. */
  describe(tag: number, detail: string): string {
    return `${this.kind} header: ${tagText(this.kind, tag)}: ${detail}`;
  }

  /** Where a tag's data stands; the header's own offset when the tag is absent. */
  locate(tag: number): RpmLocation {
    const data = this.#index.find(tag)?.data;
    const inside =
      data === undefined ? 0 : data.byteOffset - this.bytes.byteOffset;
    return { file: this.#file, offset: this.offset + inside };
  }

  #strings(entry: HeaderEntry): string[] {
    this.#assertStrings(entry);
    return this.#decode(entry.tag, entry.data);
  }

  #assertStrings({ tag, type }: HeaderEntry): void {
    if (!isStringType(type))
      throw this.error(
        "RPM_TAG_TYPE",
        tag,
        `a string type expected, got ${type}`,
      );
  }

  #decode(tag: number, data: Uint8Array): string[] {
    const texts = decodeUtf8Strings(data);
    if (texts !== undefined) return texts;
    if (this.#declaresUtf8())
      throw this.error("RPM_TEXT_ENCODING", tag, "not UTF-8");
    return decodeByteStrings(data);
  }

  #numbers(entry: HeaderEntry): number[] {
    const read = this.#reader(entry);
    const size = elementBytes(entry.type);
    const values = new Array<number>(entry.count);
    for (let i = 0; i < values.length; i += 1) values[i] = read(i * size);
    return values;
  }

  /** Chosen once per tag, so that long arrays are read in a tight loop. */
  #reader(entry: HeaderEntry): (at: number) => number {
    const view = viewOf(entry.data);
    switch (entry.type) {
      case TYPE.int8:
        return (at) => view.getUint8(at);
      case TYPE.int16:
        return (at) => view.getUint16(at);
      case TYPE.int32:
        return (at) => view.getUint32(at);
      case TYPE.int64:
        return (at) => this.#safe(entry.tag, view.getBigUint64(at));
      default:
        throw this.error(
          "RPM_TAG_TYPE",
          entry.tag,
          `an integer type expected, got ${entry.type}`,
        );
    }
  }

  #safe(tag: number, value: bigint): number {
    if (value > BigInt(Number.MAX_SAFE_INTEGER))
      throw this.error(
        "RPM_NUMBER_RANGE",
        tag,
        `${value.toString()} is too large`,
      );
    return Number(value);
  }

  /** ENCODING is a promise about every string of the header; without it strings are just bytes. */
  #declaresUtf8(): boolean {
    const encoding =
      this.kind === "main" ? this.#index.find(MAIN.encoding) : undefined;
    if (encoding === undefined || !isStringType(encoding.type)) return false;
    const [text] = decodeUtf8Strings(encoding.data) ?? [];
    return text?.toLowerCase() === "utf-8";
  }
}

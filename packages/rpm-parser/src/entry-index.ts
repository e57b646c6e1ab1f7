import { ENTRY_BYTES, entryField } from "./region.js";

/** One index entry with its data. */
export interface HeaderEntry {
  readonly tag: number;
  /** Type number, 1 to 9. */
  readonly type: number;
  readonly count: number;
  /** Exactly the entry's bytes, without alignment; a view, not a copy. */
  readonly data: Uint8Array;
}

/** Where a header's entries stand in its bytes. */
export interface IndexPlace {
  /** The whole header. */
  readonly bytes: Uint8Array;
  /** Of `bytes`. */
  readonly view: DataView;
  /** Offset of the first entry; the others follow without gap. */
  readonly entriesAt: number;
  /** Offset of the data. */
  readonly dataAt: number;
}

/**
 * The checked entries of a header. Holds two numbers for each; the entries themselves are made when they are asked
 * for, because who reads thousands of packages wants a few of the seventy tags of each.
 */
export class EntryIndex {
  readonly #place: IndexPlace;
  /** Tag to number of its entry. */
  readonly #numbers = new Map<number, number>();
  /** By number of entry: where its data ends, counted from the start of all data. */
  readonly #dataEnds: number[] = [];

  constructor(place: IndexPlace) {
    this.#place = place;
  }

  /** True when the tag is there. */
  has(tag: number): boolean {
    return this.#numbers.has(tag);
  }

  /** Notes the next entry, which the caller has checked. */
  add(tag: number, dataEnd: number): void {
    this.#numbers.set(tag, this.#dataEnds.length);
    this.#dataEnds.push(dataEnd);
  }

  /** The entry of a tag, or undefined. */
  find(tag: number): HeaderEntry | undefined {
    const number = this.#numbers.get(tag);
    return number === undefined ? undefined : this.#entry(number);
  }

  /** The first `count` entries, or all, in index order. */
  first(count = this.#dataEnds.length): HeaderEntry[] {
    return this.#dataEnds
      .slice(0, count)
      .map((_, number) => this.#entry(number));
  }

  #entry(number: number): HeaderEntry {
    const { bytes, view, entriesAt, dataAt } = this.#place;
    const at = entriesAt + ENTRY_BYTES * number;
    return {
      tag: entryField.tag(view, at),
      type: entryField.type(view, at),
      count: entryField.count(view, at),
      data: bytes.subarray(
        dataAt + entryField.offset(view, at),
        dataAt + (this.#dataEnds[number] ?? 0),
      ),
    };
  }
}

/** Type numbers of index entries (spec section 2). */
export const TYPE = {
  char: 1,
  int8: 2,
  int16: 3,
  int32: 4,
  int64: 5,
  string: 6,
  bin: 7,
  stringArray: 8,
  i18nString: 9,
} as const;

/** Lowest and highest type number that may stand in a file. */
export const TYPE_RANGE = { min: TYPE.char, max: TYPE.i18nString } as const;

/** Element size by type number; 0 for strings, whose length is where their NUL is. */
const ELEMENT_BYTES = [0, 1, 1, 2, 4, 8, 0, 1, 0, 0] as const;

/** Bytes of one element, or 0 for the string types. */
export function elementBytes(type: number): number {
  return ELEMENT_BYTES[type] ?? 0;
}

/** Alignment of an entry's data: integers stand at multiples of their size. */
export function alignmentOf(type: number): number {
  return Math.max(1, elementBytes(type));
}

/** The next position at or behind `position` where data of this type may start. */
export function alignUp(position: number, type: number): number {
  const alignment = alignmentOf(type);
  return Math.ceil(position / alignment) * alignment;
}

/** True for STRING, STRING_ARRAY and I18NSTRING. */
export function isStringType(type: number): boolean {
  return (
    type === TYPE.string ||
    type === TYPE.stringArray ||
    type === TYPE.i18nString
  );
}

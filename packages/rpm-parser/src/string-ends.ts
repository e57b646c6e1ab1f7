/**
 * Finds where strings that stand one behind the other end.
 *
 * Four bytes at a time as long as none of them is a NUL: headers are mostly text, and looking for the ends of strings
 * is most of the work of checking them. A call of `indexOf` for each string costs more than it finds.
 *
 * @param view - of the bytes that are searched
 * @param start - where the first string starts
 * @param limit - where the bytes end
 * @returns how many of the strings have a NUL at their end, and when all do, the offset behind the last
 */
export function findStringsEnd(
  view: DataView,
  start: number,
  limit: number,
  count: number,
): { readonly end: number; readonly found: number } {
  let at = start;
  let found = 0;
  while (found < count && at < limit) {
    while (at + 4 <= limit && !hasNul(view.getInt32(at))) at += 4;
    while (at < limit && view.getUint8(at) !== 0) at += 1;
    if (at < limit) found += 1;
    at += 1;
  }
  return { end: at, found };
}

/** True when one of a number's four bytes is zero; exact (H. S. Warren, Hacker's Delight, section 6-1). */
function hasNul(word: number): boolean {
  return ((word - 0x01010101) & ~word & 0x80808080) !== 0;
}

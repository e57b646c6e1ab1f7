import { stripVTControlCharacters } from "node:util";

/** Characters that a terminal draws two columns wide (Unicode Standard Annex 11), in coarse ranges. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/gu;

/** Characters that take no column of their own. */
const MARKS = /\p{M}/gu;

/** Columns that text takes on a terminal; colour codes take none. */
export function displayWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  const plain = stripVTControlCharacters(text).replace(MARKS, "");
  return Array.from(plain).length + (plain.match(WIDE)?.length ?? 0);
}

/** Fills up to a number of columns. */
export function padDisplay(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - displayWidth(text)));
}

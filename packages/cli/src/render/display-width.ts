import { stripVTControlCharacters } from "node:util";

/**
 * Characters that a terminal draws two columns wide (Unicode Standard Annex 11): East Asian ones in coarse ranges, and what is drawn as a
 * picture by itself. A flag is two characters of one column each.
 */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18cff}\u{1aff0}-\u{1b2ff}\u{20000}-\u{3fffd}]|(?![\u{1f1e6}-\u{1f1ff}])\p{Emoji_Presentation}/gu;

/** Each wide character, with the marks that belong to it. */
const WIDE_RUN = new RegExp(`((?:${WIDE.source})\\p{M}*)`, "gu");

/** Characters that take no column of their own: marks, and the parts of a Hangul syllable behind its first. */
const MARKS = /[\p{M}\u1160-\u11ff\ud7b0-\ud7ff]/gu;

/** Every terminal draws it in three columns, which cannot be said of the one character. */
const ELLIPSIS = "...";

/** Columns that text takes on a terminal; colour codes take none. */
export function displayWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  const plain = withoutColours(text).replace(MARKS, "");
  return Array.from(plain).length + (plain.match(WIDE)?.length ?? 0);
}

/** The text as it is read. */
export function withoutColours(text: string): string {
  return stripVTControlCharacters(text);
}

/** The parts of a word that a line may end between: wide characters are written without spaces. */
export function breakable(word: string): string[] {
  const parts = word.split(WIDE_RUN).filter((part) => part !== "");
  return parts.length < 2 ? [word] : parts;
}

/** Fills up to a number of columns. */
export function padDisplay(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - displayWidth(text)));
}

/** Cuts plain text to a number of columns; a sign says that there was more. */
export function cutDisplay(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  let cut = "";
  let width = ELLIPSIS.length;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    width += displayWidth(segment);
    if (width > columns) break;
    cut += segment;
  }
  return cut + ELLIPSIS.slice(0, Math.max(0, columns));
}

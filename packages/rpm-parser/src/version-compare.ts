/** Which rpm's rules: `before-caret` is rpm 4.10 to 4.14.2.1, where `^` only separates (spec section 6). */
export type VersionRules = "current" | "before-caret";

/** -1: the first is older; 1: it is newer. */
export type Order = -1 | 0 | 1;

const TILDE = 0x7e;
const CARET = 0x5e;

/**
 * Compares two versions, releases or epochs like rpm (rpmvercmp, spec section 6). ASCII classes only;
 * every other character separates. Linear in the length of both.
 */
export function compareVersions(
  a: string,
  b: string,
  rules: VersionRules = "current",
): Order {
  if (a === b) return 0;
  const caret = rules === "current" ? CARET : -1;
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    i = skipSeparators(a, i, caret);
    j = skipSeparators(b, j, caret);
    const mark = compareMarks(a.charCodeAt(i), b.charCodeAt(j), caret);
    if (mark === "both") {
      i += 1;
      j += 1;
      continue;
    }
    if (mark !== undefined) return mark;
    if (i >= a.length || j >= b.length) break;
    const isInRun = isDigit(a.charCodeAt(i)) ? isDigit : isLetter;
    const endA = runEnd(a, i, isInRun);
    const endB = runEnd(b, j, isInRun);
    if (endB === j) return isInRun === isDigit ? 1 : -1;
    const order = compareRuns(
      a.slice(i, endA),
      b.slice(j, endB),
      isInRun === isDigit,
    );
    if (order !== 0) return order;
    i = endA;
    j = endB;
  }
  return sign(Number(i < a.length) - Number(j < b.length));
}

/**
 * Tilde and caret. `codeAt` of an exhausted string is NaN, which is neither.
 *
 * @returns undefined when neither side has one here; "both" when both have the same
 */
function compareMarks(
  a: number,
  b: number,
  caret: number,
): Order | "both" | undefined {
  if (a === TILDE || b === TILDE)
    return a === b ? "both" : a === TILDE ? -1 : 1;
  if (a !== caret && b !== caret) return undefined;
  if (a === b) return "both";
  // The caret sorts behind the end of the string, but before any further segment.
  if (Number.isNaN(a)) return -1;
  if (Number.isNaN(b)) return 1;
  return a === caret ? -1 : 1;
}

function compareRuns(a: string, b: string, isNumeric: boolean): Order {
  if (!isNumeric) return compareText(a, b);
  const x = a.replace(/^0+/, "");
  const y = b.replace(/^0+/, "");
  return x.length === y.length ? compareText(x, y) : sign(x.length - y.length);
}

function compareText(a: string, b: string): Order {
  return a === b ? 0 : a < b ? -1 : 1;
}

function sign(difference: number): Order {
  return difference === 0 ? 0 : difference < 0 ? -1 : 1;
}

function skipSeparators(text: string, from: number, caret: number): number {
  let at = from;
  while (at < text.length && isSeparator(text.charCodeAt(at), caret)) at += 1;
  return at;
}

function isSeparator(code: number, caret: number): boolean {
  return !isDigit(code) && !isLetter(code) && code !== TILDE && code !== caret;
}

function runEnd(
  text: string,
  from: number,
  isInRun: (code: number) => boolean,
): number {
  let at = from;
  while (at < text.length && isInRun(text.charCodeAt(at))) at += 1;
  return at;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isLetter(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}

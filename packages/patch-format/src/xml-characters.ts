/** Anything outside of XML 1.0's `Char`: control characters, lone surrogates, U+FFFE and U+FFFF. */
const FORBIDDEN =
  /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

/** Index of the first character that XML 1.0 cannot carry, or -1. */
export function indexOfForbiddenCharacter(text: string): number {
  return text.search(FORBIDDEN);
}

/** True when XML 1.0 can carry the character, be it as a reference. */
export function isXmlCodePoint(codePoint: number): boolean {
  return (
    codePoint <= 0x10ffff && !FORBIDDEN.test(String.fromCodePoint(codePoint))
  );
}

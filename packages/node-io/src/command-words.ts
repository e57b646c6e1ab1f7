const WORD = /\s*((?:[^\s"'\\]|\\[^]|"(?:[^"\\]|\\[^])*"|'[^']*')+)/y;
const PIECE = /\\([^])|"((?:[^"\\]|\\[^])*)"|'([^']*)'|[^"'\\]+/g;

/**
 * Splits a command into words as a shell would, with quotes and backslashes, and does nothing else that a shell does: no
 * variables, no patterns, no pipes.
 *
 * @returns undefined for a quote or backslash without its other half
 */
export function commandWords(command: string): string[] | undefined {
  const words: string[] = [];
  const text = command.trimEnd();
  WORD.lastIndex = 0;
  while (WORD.lastIndex < text.length) {
    const word = WORD.exec(text)?.[1];
    if (word === undefined) return undefined;
    words.push(unquoted(word));
  }
  return words;
}

function unquoted(word: string): string {
  return word.replaceAll(
    PIECE,
    (piece: string, escaped?: string, double?: string, single?: string) =>
      escaped ?? double?.replaceAll(/\\(["\\])/g, "$1") ?? single ?? piece,
  );
}

const SHOWN_CHARACTERS = 80;

/** Text of a patch inside a message: quoted, cut and on one line. */
export function quoted(text: string): string {
  const shown =
    text.length > SHOWN_CHARACTERS
      ? `${text.slice(0, SHOWN_CHARACTERS)}…`
      : text;
  return JSON.stringify(shown);
}

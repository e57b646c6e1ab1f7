/** A comment, or a whole tag: what looks like a comment inside of an attribute is none. */
const COMMENT_OR_TAG =
  /<!--((?:[^-]|-(?!-))*)-->|<(?:[^<>"']|"[^"]*"|'[^']*')*>/g;

/**
 * Blanks the comments of an XML text, line ends excepted, so that every place in it stays where it is. Recipes are written by
 * people, who comment; a patch's metadata, for which the guard was made, has none.
 */
export function blankComments(text: string): string {
  return text.replaceAll(COMMENT_OR_TAG, (match, comment?: string) =>
    comment === undefined ? match : match.replaceAll(/[^\n\r]/g, " "),
  );
}

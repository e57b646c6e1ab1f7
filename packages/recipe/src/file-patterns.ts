import { RecipeError } from "./error.js";

/** Tells whether a file name matches. */
export type NamePattern = (fileName: string) => boolean;

/** Longer than any pattern; matching takes time with the product of lengths. */
const MAX_PATTERN = 256;
const MAX_PATTERNS = 10_000;

/** One glob; `^` and `$` anchor it, without them it matches anywhere. `*`, `?` and `[...]` mean what they mean in a shell. */
export function globPattern(glob: string): NamePattern {
  const fromStart = glob.startsWith("^");
  const toEnd = glob.endsWith("$");
  const parts = tokens(glob.slice(fromStart ? 1 : 0, toEnd ? -1 : undefined));
  const all = [...(fromStart ? [] : [ANY]), ...parts, ...(toEnd ? [] : [ANY])];
  return (fileName) => matchTokens(all, fileName);
}

/**
 * Reads `unbuilt_rpm_patterns`: a glob a line, `#` for comments.
 *
 * @throws RecipeError RECIPE_PATTERNS_MALFORMED
 */
export function parseUnbuiltPatterns(
  text: string,
  file: string,
): NamePattern[] {
  return wordsOf(text, file).map(globPattern);
}

/**
 * Reads `image.inc`: a package's name a line, `#` for comments.
 *
 * @throws RecipeError RECIPE_PATTERNS_MALFORMED
 */
export function parseImageList(text: string, file: string): Set<string> {
  return new Set(wordsOf(text, file));
}

function wordsOf(text: string, file: string): string[] {
  const words = text
    .split("\n")
    .map((line) => line.replace(/#.*$/, "").trim())
    .filter((line) => line !== "");
  const long = words.find((word) => word.length > MAX_PATTERN);
  if (long !== undefined || words.length > MAX_PATTERNS)
    throw new RecipeError(
      "RECIPE_PATTERNS_MALFORMED",
      `${file}: more than ${MAX_PATTERNS} lines, or one of more than ${MAX_PATTERN} characters`,
      { location: { file } },
    );
  return words;
}

type Token = "any" | ((character: string) => boolean);
const ANY = "any" as const;

function tokens(glob: string): Token[] {
  const pieces = glob.match(/\[!?\]?[^\]]+\]|[^]/gu) ?? [];
  return pieces.map((piece): Token => {
    if (piece === "*") return ANY;
    if (piece === "?") return () => true;
    if (piece.length > 2 && piece.startsWith("[")) return classOf(piece);
    return (character) => character === piece;
  });
}

function classOf(piece: string): (character: string) => boolean {
  const negated = piece[1] === "!";
  const members = Array.from(piece.slice(negated ? 2 : 1, -1));
  const isIn = (character: string): boolean =>
    members.some((member, i) => {
      const last = members[i + 2];
      return members[i + 1] === "-" && last !== undefined
        ? member <= character && character <= last
        : member === character;
    });
  return (character) => isIn(character) !== negated;
}

/** Goes back to the last `*` only, so the time is bounded by the product of the lengths. */
function matchTokens(pattern: readonly Token[], text: string): boolean {
  const characters = Array.from(text);
  let p = 0;
  let star = -1;
  let starText = 0;
  for (let t = 0; t < characters.length;) {
    const token = pattern[p];
    const character = characters[t] ?? "";
    if (token === ANY) {
      star = p++;
      starText = t;
    } else if (token?.(character) === true) {
      p += 1;
      t += 1;
    } else if (star !== -1) {
      p = star + 1;
      t = ++starText;
    } else return false;
  }
  return pattern.slice(p).every((token) => token === ANY);
}

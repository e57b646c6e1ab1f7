import { isXmlCodePoint } from "./xml-characters.js";

const PREDEFINED: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

const REFERENCE =
  /&(?:(amp|lt|gt|quot|apos)|#([0-9]{1,7})|#x([0-9a-fA-F]{1,6}));/y;

/** Index of the first `&` that starts no reference to a character XML can carry, or -1. */
export function indexOfBadReference(text: string): number {
  for (let at = text.indexOf("&"); at !== -1; at = text.indexOf("&", at + 1))
    if (characterAt(text, at) === undefined) return at;
  return -1;
}

/** Replaces the references of a text that {@link indexOfBadReference} has nothing against. */
export function resolveReferences(text: string): string {
  return text.replace(
    /&[^;]{1,9};/g,
    (reference) => characterAt(reference, 0) ?? reference,
  );
}

function characterAt(text: string, at: number): string | undefined {
  REFERENCE.lastIndex = at;
  const match = REFERENCE.exec(text);
  if (match === null) return undefined;
  const [, name, decimal, hex] = match;
  if (name !== undefined) return PREDEFINED[name];
  const codePoint =
    decimal === undefined
      ? Number.parseInt(hex ?? "", 16)
      : Number.parseInt(decimal, 10);
  return isXmlCodePoint(codePoint)
    ? String.fromCodePoint(codePoint)
    : undefined;
}

const STRING = /"(?:[^"\\]|\\.)*"(\s*:)?/g;

/**
 * Whether no object of a JSON text has a name twice: what parsing leaves over is counted against the names in the text. It shares nothing
 * with the readers.
 */
export function namesAreUnique(text) {
  let written = 0;
  for (const [, colon] of text.matchAll(STRING))
    if (colon !== undefined) written += 1;
  return written === countNames(JSON.parse(text));
}

function countNames(value) {
  if (typeof value !== "object" || value === null) return 0;
  const values = Object.values(value);
  const own = Array.isArray(value) ? 0 : values.length;
  return values.reduce((sum, inner) => sum + countNames(inner), own);
}

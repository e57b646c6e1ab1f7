/** The known name closest to `word`, when it is close enough to be a typing error. */
export function nearestName(
  word: string,
  names: readonly string[],
): string | undefined {
  const wanted = plain(word);
  const ranked = names
    .map((name) => ({ name, distance: distance(wanted, plain(name)) }))
    .toSorted((a, b) => a.distance - b.distance);
  const [best] = ranked;
  const allowed = Math.max(2, Math.floor(word.length / 3));
  return best !== undefined && best.distance <= allowed ? best.name : undefined;
}

/** Case and separators are what people get wrong first. */
function plain(name: string): string {
  return name.slice(0, 64).toLowerCase().replaceAll(/[_-]/g, "");
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (const [i, character] of Array.from(a).entries()) {
    const row = [i + 1];
    for (let j = 1; j <= b.length; j++)
      row.push(
        Math.min(
          (previous[j - 1] ?? 0) + (character === b[j - 1] ? 0 : 1),
          (previous[j] ?? 0) + 1,
          (row[j - 1] ?? 0) + 1,
        ),
      );
    previous = row;
  }
  return previous[b.length] ?? 0;
}

/** Longer words are compared by their beginning: the cost grows with the square. */
const MAX_COMPARED = 64;

/** The known name closest to `word`, when it is close enough to be a typing error of it. */
export function nearestName(
  word: string,
  names: readonly string[],
): string | undefined {
  const wanted = plain(word);
  let best: string | undefined;
  let bestDistance = typingErrors(wanted) + 1;
  for (const name of names) {
    const distance = editDistance(wanted, plain(name));
    if (distance >= bestDistance) continue;
    best = name;
    bestDistance = distance;
  }
  return best;
}

/** How many errors a word of this length may have: any two letters are two errors away from any others. */
function typingErrors({ length }: string): number {
  if (length < 2) return 0;
  if (length < 4) return 1;
  return Math.max(2, Math.floor(length / 3));
}

/** Case and separators are what people get wrong first. */
function plain(name: string): string {
  return name.slice(0, MAX_COMPARED).toLowerCase().replaceAll(/[_-]/g, "");
}

/** Levenshtein distance. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1)
      row.push(
        Math.min(
          (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
          (previous[j] ?? 0) + 1,
          (row[j - 1] ?? 0) + 1,
        ),
      );
    previous = row;
  }
  return previous[b.length] ?? 0;
}

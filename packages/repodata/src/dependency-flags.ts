/** Comparisons as repositories spell them, and as RPM headers number them. */
const FLAGS: Readonly<Record<string, number>> = {
  LT: 2,
  GT: 4,
  EQ: 8,
  LE: 10,
  GE: 12,
};

/** The bits of `EQ`, `LT`, `GT`, `LE`, `GE`; undefined for anything else. */
export function dependencyFlags(text: string): number | undefined {
  return Object.hasOwn(FLAGS, text) ? FLAGS[text] : undefined;
}

/** `EQ`, `LT`, `GT`, `LE` or `GE`; undefined when any version will do. */
export function comparisonOf(flags: number): string | undefined {
  return Object.keys(FLAGS).find((text) => FLAGS[text] === (flags & MASK));
}

/** The bits that compare. */
const MASK = 2 | 4 | 8;

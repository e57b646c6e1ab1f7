import { compareText } from "@stx-patch/core";

/** What two lists of texts differ in; the order does not count. */
export interface ListChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** Compares two lists as sets. */
export function compareLists(
  before: readonly string[],
  after: readonly string[],
): ListChange {
  return { added: missing(after, before), removed: missing(before, after) };
}

/** True when nothing was added or removed. */
export function isUnchanged({ added, removed }: ListChange): boolean {
  return added.length === 0 && removed.length === 0;
}

function missing(from: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return [...new Set(from)]
    .filter((item) => !known.has(item))
    .toSorted(compareText);
}

import { equalBytes } from "@stx-patch/core";
import { tagName, type RpmHeader } from "@stx-patch/rpm-parser";

/** Where file signatures stand in a main header; they cover files, and nothing in the header depends on them. */
const FILE_SIGNATURE_TAGS: ReadonlySet<number> = new Set([5090, 5091]);

/** Names of the main header's tags that are not the same in two packages, file signatures left out. */
export function compareHeaders(before: RpmHeader, after: RpmHeader): string[] {
  return differingTags(before, after)
    .filter((tag) => !FILE_SIGNATURE_TAGS.has(tag))
    .map(tagName);
}

/** All tags that are not the same in two headers of one kind, ascending. */
export function differingTags(before: RpmHeader, after: RpmHeader): number[] {
  if (equalBytes(before.bytes, after.bytes)) return [];
  const tags = new Set(
    [...before.entries, ...after.entries].map(({ tag }) => tag),
  );
  return [...tags]
    .filter((tag) => !hasSameEntry(before, after, tag))
    .toSorted((a, b) => a - b);
}

function hasSameEntry(a: RpmHeader, b: RpmHeader, tag: number): boolean {
  const was = a.entry(tag);
  const is = b.entry(tag);
  if (was === undefined || is === undefined) return was === is;
  return (
    was.type === is.type &&
    was.count === is.count &&
    equalBytes(was.data, is.data)
  );
}

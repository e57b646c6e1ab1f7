import type { PatchFacts } from "./patch-facts.js";
import type { OtherPatch } from "./question.js";

/** Ids of all patches that have to be applied before this one, as far as they are known, itself not among them unless in a cycle. */
export function closureOf(
  { metadata }: Pick<PatchFacts, "metadata">,
  others: readonly OtherPatch[],
): string[] {
  const requires = new Map(
    others.map(({ facts }) => [facts.metadata.id, facts.metadata.requires]),
  );
  const found = new Set<string>();
  const open = [...metadata.requires];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    open.push(...(requires.get(id) ?? []));
  }
  return [...found];
}

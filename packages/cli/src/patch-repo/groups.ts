import { compareText } from "@stx-patch/core";
import { compsDocument } from "@stx-patch/repodata";
import type { RepoPatch } from "./patches.js";

/** comps.xml with the group `updates-<node type>` of each node type that a patch names (spec patch-lifecycle section 1.5). */
export function compsOf(patches: readonly RepoPatch[]): string {
  const groups = new Map<string, Set<string>>();
  for (const { metadata } of patches)
    for (const { type, packages } of metadata.personalities) {
      const names = groups.get(type) ?? new Set();
      packages.forEach((name) => names.add(name));
      groups.set(type, names);
    }
  return compsDocument(
    [...groups]
      .toSorted(([a], [b]) => compareText(a, b))
      .map(([type, names]) => ({
        id: `updates-${type}`,
        description: `Patches for ${type}`,
        packages: [...names],
      })),
  );
}

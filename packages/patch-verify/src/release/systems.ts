import type { RepoPackage } from "@stx-patch/repodata";
import { closureOf } from "./closure.js";
import type { RuleContext } from "./notes.js";
import type { PackageIndex } from "./package-index.js";
import type { PatchFacts } from "./patch-facts.js";
import { System } from "./system.js";

/** The same hosts at different times. */
export interface Systems {
  /** With the patches that this one requires. */
  readonly before: System;
  /** And with this one. */
  readonly after: System;
  /** And with all others that were given. */
  readonly withAll: System;
  /** Patches that this one requires and nobody gave: what they bring is not known. */
  readonly unknownPatches: readonly string[];
}

/** Which packages there can be before and after a patch is applied. */
export function systemsAround(
  { patch, others }: Pick<RuleContext, "patch" | "others">,
  base: PackageIndex,
): Systems {
  const all = others.map(({ facts }) => facts);
  const needed = new Set(closureOf(patch, others));
  needed.delete(patch.metadata.id);
  const required = all.filter(({ metadata }) => needed.has(metadata.id));
  const systemOf = (...patches: readonly PatchFacts[]): System =>
    new System(base, patches.flatMap(packagesOf));
  return {
    before: systemOf(...required),
    after: systemOf(...required, patch),
    withAll: systemOf(...all, patch),
    unknownPatches: [...needed].filter(
      (id) => !all.some(({ metadata }) => metadata.id === id),
    ),
  };
}

/** The packages of a patch. */
export function packagesOf({ rpms }: PatchFacts): RepoPackage[] {
  return rpms.map((rpm) => rpm.package);
}

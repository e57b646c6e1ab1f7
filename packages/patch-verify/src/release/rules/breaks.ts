import { nevraText, packageKey, type RepoPackage } from "@stx-patch/repodata";
import { dependencyText, type Dependency } from "@stx-patch/rpm-parser";
import { note, only, type Rule, type RuleContext } from "../notes.js";
import type { PackageIndex } from "../package-index.js";
import type { PatchPackage } from "../patch-facts.js";
import { systemsAround, type Systems } from "../systems.js";
import type { ReleaseFinding } from "../verdict.js";

/**
 * What others require stays there. A host that has such a package has what it requires, too, and every host that has a package gets its
 * patched version; so the transaction fails there, whatever else the host has.
 */
export const checkBreaks: Rule = (context) => {
  const { base, patch } = context;
  if (base === undefined || !patch.isComplete) return only([]);
  const lost = lostNames(patch.rpms, base.packages);
  if (lost.size === 0) return only([]);
  const systems = systemsAround(context, base.packages);
  const findings = brokenBy(context, base.packages, lost, systems);
  // A required patch that was not given may bring newer packages.
  return systems.unknownPatches.length === 0 || findings.length === 0
    ? only(findings)
    : {
        findings: [],
        notChecked: [
          `whether ${systems.unknownPatches.join(", ")} mends this: ${findings[0]?.message ?? ""}`,
        ],
      };
};

function brokenBy(
  context: RuleContext,
  base: PackageIndex,
  lost: ReadonlyMap<string, PatchPackage>,
  systems: Systems,
): ReleaseFinding[] {
  return staying(context, base, systems).flatMap((owner) =>
    owner.found.requires.flatMap((require) => {
      const rpm = lost.get(require.name);
      return rpm !== undefined && isLost(require, systems)
        ? [broken(owner, require, rpm, systems, context)]
        : [];
    }),
  );
}

/** A package that is there before and after. */
interface Staying {
  readonly found: RepoPackage;
  /** Where it is from. */
  readonly from: string;
}

function staying(
  { others }: RuleContext,
  base: PackageIndex,
  { after }: Systems,
): Staying[] {
  const ofBase = [...base.packages].map((found) => ({
    found,
    from: "the base",
  }));
  const ofPatches = others.flatMap(({ facts }) =>
    facts.rpms.map((rpm) => ({
      found: rpm.package,
      from: `patch ${facts.metadata.id}`,
    })),
  );
  return [...ofBase, ...ofPatches].filter(
    ({ found }) => after.replacementOf(found) === undefined,
  );
}

function isLost(require: Dependency, { before, after }: Systems): boolean {
  return (
    before.satisfies(require) === "yes" && after.satisfies(require) === "no"
  );
}

function broken(
  { found, from }: Staying,
  require: Dependency,
  rpm: PatchPackage,
  { withAll }: Systems,
  { patch }: RuleContext,
): ReleaseFinding {
  const fact = `${nevraText(found)} of ${from} requires ${dependencyText(require)}, which ${rpm.fileName} replaces`;
  // A newer one is on its way: then it only has to be applied together.
  return withAll.replacementOf(found) === undefined
    ? note("RELEASE_BREAKS", "error", fact, { rpm })
    : note(
        "RELEASE_REQUIRES_UNDECLARED",
        "warning",
        `${fact}; a patch that ${patch.metadata.id} does not require brings a newer one`,
        { rpm },
      );
}

/** What replaced packages provide, and which RPM replaces them. */
function lostNames(
  rpms: readonly PatchPackage[],
  base: PackageIndex,
): Map<string, PatchPackage> {
  const lost = new Map<string, PatchPackage>();
  for (const rpm of rpms) {
    const old = base.get(packageKey(rpm.package));
    for (const { name } of old?.provides ?? []) lost.set(name, rpm);
    for (const path of old?.files ?? []) lost.set(path, rpm);
  }
  return lost;
}

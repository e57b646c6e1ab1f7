import { counted } from "@stx-patch/core";
import { dependencyText, type Dependency } from "@stx-patch/rpm-parser";
import { gapsOf } from "../base-gaps.js";
import { note, type Rule, type RuleContext } from "../notes.js";
import type { PackageIndex } from "../package-index.js";
import type { PatchPackage } from "../patch-facts.js";
import { System } from "../system.js";
import { packagesOf, systemsAround, type Systems } from "../systems.js";
import type { ReleaseFinding } from "../verdict.js";

/** What the RPMs of a patch require is there: in the base, in the patch, or in the patches that it requires. */
export const checkNeeds: Rule = (context) => {
  const { base, patch } = context;
  if (base === undefined)
    return notChecked("what the RPMs require: that takes --base");
  if (!patch.isComplete)
    return notChecked("what the RPMs require: not all of them could be read");
  const systems = systemsAround(context, base.packages);
  const findings: ReleaseFinding[] = [];
  const doubtful = new Set<string>();
  for (const rpm of patch.rpms) {
    for (const require of unique(rpm.package.requires)) {
      const found = look(rpm, require, base.packages, systems, context);
      if (found === "doubtful") doubtful.add(dependencyText(require));
      else if (found !== undefined) findings.push(found);
    }
  }
  return {
    findings,
    notChecked: doubtText([...doubtful], systems.unknownPatches),
  };
};

function look(
  rpm: PatchPackage,
  require: Dependency,
  base: PackageIndex,
  { after, withAll, unknownPatches }: Systems,
  context: RuleContext,
): ReleaseFinding | "doubtful" | undefined {
  const satisfied = after.satisfies(require);
  if (satisfied === "yes") return undefined;
  if (satisfied === "unknown") return "doubtful";
  if (withAll.satisfies(require) === "yes")
    return undeclared(rpm, require, base, context);
  // A required patch that was not given may bring it; and what packages of the base require in vain comes from elsewhere.
  return unknownPatches.length > 0 || gapsOf(base).names.has(require.name)
    ? "doubtful"
    : unsatisfied(rpm, require, base);
}

function undeclared(
  rpm: PatchPackage,
  require: Dependency,
  base: PackageIndex,
  { patch, others }: RuleContext,
): ReleaseFinding {
  const helper = others.find(
    ({ facts }) =>
      new System(base, packagesOf(facts)).satisfies(require) === "yes",
  );
  const who =
    helper === undefined
      ? "only several other patches together provide"
      : `only patch ${helper.facts.metadata.id} provides`;
  return note(
    "RELEASE_REQUIRES_UNDECLARED",
    "warning",
    `${rpm.fileName} requires ${dependencyText(require)}, which ${who}; patch ${patch.metadata.id} does not require it`,
    { rpm },
  );
}

/** An error where the base is all that hosts have; else hosts may have it from elsewhere. */
function unsatisfied(
  rpm: PatchPackage,
  require: Dependency,
  base: PackageIndex,
): ReleaseFinding {
  const { example } = gapsOf(base);
  const message = `${rpm.fileName} requires ${dependencyText(require)}, which nothing provides`;
  return example === undefined
    ? note("RELEASE_UNSATISFIED", "error", message, { rpm })
    : note(
        "RELEASE_UNSATISFIED",
        "warning",
        `${message}; the base is not complete, it lacks ${example} for packages of its own`,
        { rpm },
      );
}

function unique(list: readonly Dependency[]): Dependency[] {
  return [...new Map(list.map((one) => [dependencyText(one), one])).values()];
}

/** Requirements named when some could not be told. */
const MAX_NAMED = 3;

function doubtText(
  doubtful: readonly string[],
  unknownPatches: readonly string[],
): string[] {
  if (doubtful.length === 0) return [];
  const named = doubtful.slice(0, MAX_NAMED).join(", ");
  const more =
    doubtful.length > MAX_NAMED
      ? ` and ${doubtful.length - MAX_NAMED} more`
      : "";
  const why =
    unknownPatches.length === 0
      ? "the base does not tell who provides it"
      : `required ${unknownPatches.join(", ")} may provide it`;
  return [
    `${counted(doubtful.length, "requirement")} of RPMs: ${named}${more}; ${why}`,
  ];
}

function notChecked(reason: string): ReturnType<Rule> {
  return { findings: [], notChecked: [reason] };
}

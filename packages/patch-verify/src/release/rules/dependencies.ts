import { counted } from "@stx-patch/core";
import { nevraText, packageKey, type RepoPackage } from "@stx-patch/repodata";
import { dependencyText, type Dependency } from "@stx-patch/rpm-parser";
import { closureOf } from "../closure.js";
import { note, type Notes, type Rule, type RuleContext } from "../notes.js";
import type { PackageIndex } from "../package-index.js";
import type { PatchPackage } from "../patch-facts.js";
import { System } from "../system.js";

/** What the RPMs of a patch require is there, and what others require stays there. */
export const checkDependencies: Rule = (context) => {
  const { base, patch, others } = context;
  if (base === undefined)
    return notChecked("what the RPMs require: that takes --base");
  if (!patch.isComplete)
    return notChecked("what the RPMs require: not all of them could be read");
  const own = packagesOf([patch]);
  const needed = new Set(closureOf(patch, others));
  const required = others.filter(({ facts }) => needed.has(facts.metadata.id));
  const systems: Systems = {
    bare: new System(base.packages, []),
    before: new System(base.packages, packagesOf(required.map(factsOf))),
    after: new System(base.packages, [
      ...packagesOf(required.map(factsOf)),
      ...own,
    ]),
    withAll: new System(base.packages, [
      ...packagesOf(others.map(factsOf)),
      ...own,
    ]),
  };
  const needs = checkNeeds(context, base.packages, systems);
  const breaks = checkBreaks(context, base.packages, systems);
  return {
    findings: [...needs.findings, ...breaks.findings],
    notChecked: [...needs.notChecked, ...breaks.notChecked],
  };
};

/** The same hosts at different times. */
interface Systems {
  /** No patch. */
  readonly bare: System;
  /** The patches that this one requires. */
  readonly before: System;
  /** And this one. */
  readonly after: System;
  /** And all the others that were given. */
  readonly withAll: System;
}

function checkNeeds(
  { patch, others }: RuleContext,
  base: PackageIndex,
  { bare, after, withAll }: Systems,
): Notes {
  const findings: Notes["findings"] = [];
  const doubtful = new Set<string>();
  for (const rpm of patch.rpms) {
    const old = base.get(packageKey(rpm.package));
    for (const require of unique(rpm.package.requires)) {
      const text = dependencyText(require);
      const satisfied = after.satisfies(require);
      if (satisfied === "yes") continue;
      if (satisfied === "unknown") {
        doubtful.add(text);
      } else if (withAll.satisfies(require) === "yes") {
        const helper = helperOf(require, others, base);
        findings.push(
          note(
            "RELEASE_REQUIRES_UNDECLARED",
            "warning",
            `${rpm.fileName} requires ${text}, which ${helper} provides; ${patch.metadata.id} does not require that patch`,
            { rpm },
          ),
        );
      } else if (isOldGap(require, old, bare)) {
        // The base lacks it for the old version, too: it is not all that hosts have.
        doubtful.add(text);
      } else {
        findings.push(
          note(
            "RELEASE_UNSATISFIED",
            "error",
            `${rpm.fileName} requires ${text}, which nothing provides`,
            { rpm },
          ),
        );
      }
    }
  }
  return { findings, notChecked: doubtText([...doubtful]) };
}

/** True when the package of the base already requires something of this name in vain. */
function isOldGap(
  require: Dependency,
  old: RepoPackage | undefined,
  bare: System,
): boolean {
  const before =
    old?.requires.filter(({ name }) => name === require.name) ?? [];
  return before.some((one) => bare.satisfies(one) === "no");
}

/** What this patch takes away from packages that stay. */
function checkBreaks(
  { patch, others }: RuleContext,
  base: PackageIndex,
  { before, after, withAll }: Systems,
): Notes {
  const lost = lostNames(patch.rpms, base);
  if (lost.size === 0) return { findings: [], notChecked: [] };
  const staying = [
    ...[...base.packages].map((found) => ({ found, from: "the base" })),
    ...others.flatMap(({ facts }) =>
      facts.rpms.map((rpm) => ({
        found: rpm.package,
        from: `patch ${facts.metadata.id}`,
      })),
    ),
  ].filter(({ found }) => after.replacementOf(found) === undefined);
  const findings: Notes["findings"] = [];
  for (const { found, from } of staying) {
    if (from === "the base" && isOwn(found, patch.rpms)) continue;
    for (const require of found.requires) {
      const rpm = lost.get(require.name);
      if (rpm === undefined || before.satisfies(require) !== "yes") continue;
      if (after.satisfies(require) !== "no") continue;
      const isMended = withAll.replacementOf(found) !== undefined;
      findings.push(
        note(
          isMended ? "RELEASE_REQUIRES_UNDECLARED" : "RELEASE_BREAKS",
          isMended ? "warning" : "error",
          isMended
            ? `${nevraText(found)} of ${from} requires ${dependencyText(require)}, which ${rpm.fileName} replaces; a patch that ${patch.metadata.id} does not require brings a newer one`
            : `${nevraText(found)} of ${from} requires ${dependencyText(require)}, which ${rpm.fileName} replaces`,
          { rpm },
        ),
      );
    }
  }
  return { findings, notChecked: [] };
}

/** What the replaced packages provide, and which RPM replaces them. */
function lostNames(
  rpms: readonly PatchPackage[],
  base: PackageIndex,
): Map<string, PatchPackage> {
  const lost = new Map<string, PatchPackage>();
  for (const rpm of rpms) {
    const old = base.get(packageKey(rpm.package));
    if (old === undefined) continue;
    for (const { name } of old.provides) lost.set(name, rpm);
    for (const path of old.files) lost.set(path, rpm);
  }
  return lost;
}

function isOwn(found: RepoPackage, rpms: readonly PatchPackage[]): boolean {
  return rpms.some((rpm) => packageKey(rpm.package) === packageKey(found));
}

function helperOf(
  require: Dependency,
  others: RuleContext["others"],
  base: PackageIndex,
): string {
  const helper = others.find(
    ({ facts }) =>
      new System(base, packagesOf([facts])).satisfies(require) === "yes",
  );
  return helper === undefined
    ? "another patch"
    : `patch ${helper.facts.metadata.id}`;
}

function factsOf({
  facts,
}: RuleContext["others"][number]): RuleContext["patch"] {
  return facts;
}

function packagesOf(patches: readonly RuleContext["patch"][]): RepoPackage[] {
  return patches.flatMap(({ rpms }) => rpms.map((rpm) => rpm.package));
}

function unique(list: readonly Dependency[]): Dependency[] {
  return [...new Map(list.map((one) => [dependencyText(one), one])).values()];
}

/** Requirements named when some could not be told. */
const MAX_NAMED = 3;

function doubtText(doubtful: readonly string[]): string[] {
  if (doubtful.length === 0) return [];
  const named = doubtful.slice(0, MAX_NAMED).join(", ");
  const more =
    doubtful.length > MAX_NAMED
      ? ` and ${doubtful.length - MAX_NAMED} more`
      : "";
  return [
    `${counted(doubtful.length, "requirement")} of RPMs that the base does not tell of: ${named}${more}`,
  ];
}

function notChecked(reason: string): Notes {
  return { findings: [], notChecked: [reason] };
}

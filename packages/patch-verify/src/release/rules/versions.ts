import { evrText, nevraText, packageKey } from "@stx-patch/repodata";
import { compareEvr } from "@stx-patch/rpm-parser";
import type { RepoPackage } from "@stx-patch/repodata";
import { only, note, type RuleContext, type Rule } from "../notes.js";
import { compareVersionsOf, type PackageIndex } from "../package-index.js";
import type { PatchPackage } from "../patch-facts.js";
import type { ReleaseFinding, TargetAnswer } from "../verdict.js";

/** Every RPM is higher than the package of the base that it replaces (spec patch-lifecycle section 4.1, row 8). */
export const checkVersions: Rule = (context) => {
  const { base, patch } = context;
  if (base === undefined) return only([]);
  return only(
    patch.rpms.flatMap((rpm) => {
      const old = base.packages.get(packageKey(rpm.package));
      return old === undefined
        ? newPackage(rpm, base.packages, context)
        : replacement(rpm, old, patch.metadata.id);
    }),
  );
};

function replacement(
  rpm: PatchPackage,
  old: RepoPackage,
  id: string,
): ReleaseFinding[] {
  const isHigher = compareVersionsOf(rpm.package, old) > 0;
  const isHigherToTarget = compareAsTarget(rpm.package, old) > 0;
  const targetAnswer: TargetAnswer = {
    step: "upload",
    text: `RPM ${rpm.fileName} in patch ${id} must be higher version than original (${old.version}-${old.release})`,
  };
  const answered = isHigherToTarget ? { rpm } : { rpm, targetAnswer };
  const versions = `${evrText(rpm.package)}, the base has ${evrText(old)}`;
  const findings: ReleaseFinding[] = [];
  if (!isHigher)
    findings.push(
      note(
        "RELEASE_NOT_HIGHER",
        "error",
        `${rpm.fileName} is not higher than the base: it is ${versions}`,
        answered,
      ),
    );
  if (isHigher !== isHigherToTarget)
    findings.push(
      note(
        "RELEASE_EPOCH_UNSEEN",
        isHigher ? "error" : "warning",
        `${rpm.fileName} is ${isHigher ? "higher than" : "not higher than"} the base by its epoch only: it is ${versions}`,
        isHigher ? answered : { rpm },
      ),
    );
  return findings;
}

/** The controller takes versions from file names, which have no epoch, and compares as rpm did before it knew `^` (section 1.7). */
function compareAsTarget(a: RepoPackage, b: RepoPackage): number {
  const withoutEpoch = ({ version, release }: RepoPackage) => ({
    epoch: undefined,
    version,
    release,
  });
  return compareEvr(withoutEpoch(a), withoutEpoch(b), "before-caret");
}

function newPackage(
  rpm: PatchPackage,
  base: PackageIndex,
  { patch, others }: RuleContext,
): ReleaseFinding[] {
  const { name, arch } = rpm.package;
  const elsewhere = base.architecturesOf(name);
  const which =
    elsewhere.length === 0
      ? `no ${name}`
      : `${name} for ${elsewhere.join(", ")} only, not for ${arch}`;
  const findings = [
    note(
      "RELEASE_NOT_IN_BASE",
      "info",
      `${nevraText(rpm.package)}: the base has ${which}`,
      { rpm },
    ),
  ];
  const isAssigned = [patch, ...others.map(({ facts }) => facts)].some(
    ({ metadata }) =>
      metadata.personalities.some(({ packages }) => packages.includes(name)),
  );
  if (!isAssigned && elsewhere.length === 0)
    findings.push(
      note(
        "RELEASE_NEVER_INSTALLED",
        "warning",
        `${rpm.fileName} is new and belongs to no node type, so no host installs it`,
        { rpm },
      ),
    );
  return findings;
}

import { evrText, packageKey } from "@stx-patch/repodata";
import { closureOf } from "../closure.js";
import { note, only, type Rule } from "../notes.js";
import { compareVersionsOf } from "../package-index.js";
import type { PatchPackage } from "../patch-facts.js";
import type { OtherPatch } from "../question.js";
import type { ReleaseFinding } from "../verdict.js";

/** No RPM comes with another patch of the release, too (spec patch-lifecycle section 4.1, row 9). */
export const checkSameRpms: Rule = ({ patch, others }) => {
  const { id, swVersion } = patch.metadata;
  const rpms = new Map(patch.rpms.map((rpm) => [packageKey(rpm.package), rpm]));
  const related = others.filter(
    ({ facts }) =>
      facts.metadata.swVersion === swVersion && facts.metadata.id !== id,
  );
  return only(
    related.flatMap((other) =>
      other.facts.rpms.flatMap((theirs) => {
        const ours = rpms.get(packageKey(theirs.package));
        return ours === undefined
          ? []
          : compare(ours, theirs, other, others, id);
      }),
    ),
  );
};

function compare(
  ours: PatchPackage,
  theirs: PatchPackage,
  other: OtherPatch,
  others: readonly OtherPatch[],
  id: string,
): ReleaseFinding[] {
  const otherId = other.facts.metadata.id;
  const { version, release } = ours.package;
  if (
    version === theirs.package.version &&
    release === theirs.package.release
  ) {
    return [
      note(
        "RELEASE_ALREADY_PROVIDED",
        "error",
        `${ours.fileName} is in patch ${otherId} as well`,
        {
          rpm: ours,
          targetAnswer: {
            step: "upload",
            text: `Patch ${id} contains rpm ${ours.fileName}, which is already provided by patch ${otherId}`,
          },
        },
      ),
    ];
  }
  const isLower = compareVersionsOf(ours.package, theirs.package) < 0;
  // A patch that builds upon this one is meant to come later.
  if (!isLower || closureOf(other.facts, others).includes(id)) return [];
  return [
    note(
      "RELEASE_OVERTAKEN",
      "warning",
      `${ours.fileName} is older than ${evrText(theirs.package)} in patch ${otherId}, which does not require this patch`,
      { rpm: ours },
    ),
  ];
}

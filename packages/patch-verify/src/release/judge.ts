import type { Rule } from "./notes.js";
import type { PatchFacts } from "./patch-facts.js";
import type { ReleaseQuestion } from "./question.js";
import { checkBreaks } from "./rules/breaks.js";
import { checkIdentity } from "./rules/identity.js";
import { checkNeeds } from "./rules/needs.js";
import { checkNodeTypes } from "./rules/node-types.js";
import { checkRequiredPatches } from "./rules/required-patches.js";
import { checkSameRpms } from "./rules/same-rpms.js";
import { checkVersions } from "./rules/versions.js";
import type { ReleaseJudgement } from "./verdict.js";

const RULES: readonly Rule[] = [
  checkIdentity,
  checkVersions,
  checkSameRpms,
  checkRequiredPatches,
  checkNodeTypes,
  checkNeeds,
  checkBreaks,
];

/** Does a patch fit a release and other patches? A pure function of what was read; the same patch among the others is left out. */
export function judgeRelease(
  patch: PatchFacts,
  question: ReleaseQuestion,
): ReleaseJudgement {
  const own = JSON.stringify(patch);
  const others = question.others.filter(
    ({ facts }) =>
      facts.metadata.id !== patch.metadata.id || JSON.stringify(facts) !== own,
  );
  const notes = RULES.map((rule) => rule({ ...question, others, patch }));
  const findings = notes.flatMap((said) => said.findings);
  return {
    outcome: findings.some(({ severity }) => severity === "error")
      ? "does-not-fit"
      : "fits",
    findings,
    notChecked: notes.flatMap((said) => said.notChecked),
  };
}

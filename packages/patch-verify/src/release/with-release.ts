import type { CheckResult } from "../check-list.js";
import type { VerificationReport } from "../report.js";
import { closureOf } from "./closure.js";
import { judgeRelease } from "./judge.js";
import type { PatchFacts } from "./patch-facts.js";
import type { ReleaseQuestion } from "./question.js";
import type {
  OtherPatchSummary,
  ReleaseJudgement,
  ReleaseReport,
} from "./verdict.js";

/** Findings of this check that one report keeps. */
const MAX_FINDINGS = 1000;

/**
 * Adds to a report whether the patch fits. Other patches have to be known for that, so it is decided when all of them have been read; the
 * verdict stays what it is.
 *
 * @param facts - of the same patch; undefined when there are none, because it could not be read
 * @param others - summary of the other patches of the question
 */
export function withRelease(
  report: VerificationReport,
  facts: PatchFacts | undefined,
  question: ReleaseQuestion,
  others: readonly OtherPatchSummary[],
): VerificationReport {
  const judged =
    facts === undefined
      ? UNREAD
      : inDoubt(judgeRelease(facts, question), others);
  const { base } = question;
  const release: ReleaseReport = {
    base: base?.source ?? null,
    baseSwVersion: base?.swVersion ?? null,
    basePackages: base?.packages.size ?? null,
    others,
    outcome: judged.outcome,
    requiredReboots:
      facts === undefined ? [] : requiredReboots(facts, question),
    notChecked: judged.notChecked,
  };
  const kept = judged.findings.slice(0, MAX_FINDINGS);
  return {
    ...report,
    checks: [...report.checks, checkOf(judged)],
    findings: [
      ...report.findings,
      ...kept.map((found) => ({ ...found, check: "release" as const })),
    ],
    findingsOmitted:
      report.findingsOmitted + judged.findings.length - kept.length,
    release,
  };
}

/** Nobody knows what else a patch holds that is malformed: beside one, nothing can be said to fit. */
function inDoubt(
  judged: ReleaseJudgement,
  others: readonly OtherPatchSummary[],
): ReleaseJudgement {
  const malformed = others.filter(({ verdict }) => verdict === "malformed");
  if (malformed.length === 0 || judged.outcome !== "fits") return judged;
  const unknown = malformed.map(
    ({ id }) => `all that ${id} holds: it is malformed`,
  );
  return {
    ...judged,
    outcome: "undetermined",
    notChecked: [...judged.notChecked, ...unknown],
  };
}

function requiredReboots(
  facts: PatchFacts,
  { others }: ReleaseQuestion,
): string[] {
  const needed = new Set(closureOf(facts, others));
  return others
    .map((other) => other.facts.metadata)
    .filter(
      ({ id, rebootRequired }) => needed.has(id) && rebootRequired !== false,
    )
    .map(({ id }) => id);
}

const UNREAD: ReleaseJudgement = {
  outcome: "undetermined",
  findings: [],
  notChecked: ["anything about the release: the patch could not be read"],
};

function checkOf({ outcome, notChecked }: ReleaseJudgement): CheckResult {
  const check = { id: "release", title: "fit for the release" } as const;
  switch (outcome) {
    case "fits":
      return { ...check, state: "passed" };
    case "does-not-fit":
      return { ...check, state: "failed" };
    case "undetermined":
      return { ...check, state: "not-run", reason: notChecked.join("; ") };
  }
}

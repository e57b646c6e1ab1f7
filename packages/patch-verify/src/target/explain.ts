import type { Verdict } from "../report.js";
import type { CheckFinding } from "../finding-log.js";
import type { TargetVerdict } from "./verdict.js";

/** The target's answer in a report, and why it differs from ours. */
export interface TargetReport extends TargetVerdict {
  /** Null when both say the same, or the target's answer is not known. */
  readonly difference: string | null;
}

const SHOWN_CODES = 5;

/** Adds in what the target and we differ, and why. */
export function explainTarget(
  target: TargetVerdict,
  verdict: Verdict,
  findings: readonly CheckFinding[],
): TargetReport {
  return { ...target, difference: differenceOf(target, verdict, findings) };
}

function differenceOf(
  { outcome, reason }: TargetVerdict,
  verdict: Verdict,
  findings: readonly CheckFinding[],
): string | null {
  if (outcome === "refused" && verdict === "trusted")
    return `trusted by us, refused by the target: ${reason}`;
  if (outcome !== "accepted" || verdict === "trusted") return null;
  const codes = new Set(
    findings
      .filter(({ severity }) => severity === "error")
      .map(({ code }) => code),
  );
  const shown = [...codes].slice(0, SHOWN_CODES).join(", ");
  const more =
    codes.size > SHOWN_CODES ? ` and ${codes.size - SHOWN_CODES} more` : "";
  const why =
    codes.size === 0
      ? "we could not check everything"
      : `what speaks against it for us is nothing the target looks at: ${shown}${more}`;
  return `accepted by the target, ${verdict} by our rules: ${why}`;
}

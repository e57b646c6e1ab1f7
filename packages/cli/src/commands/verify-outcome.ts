import type { CodedError } from "@stx-patch/core";
import type { Verdict, VerificationReport } from "@stx-patch/patch-verify";
import { EXIT, exitCodeOf } from "../exit-codes.js";

/** Outcome for one argument: a report, or the reason why there is none. */
export type VerifyOutcome =
  | { readonly file: string; readonly report: VerificationReport }
  | { readonly file: string; readonly error: CodedError };

/** Everything that one run of `patch-verify` brought to light. */
export interface VerifyRun {
  readonly outcomes: readonly VerifyOutcome[];
  readonly exitCode: number;
  /** When it ended. */
  readonly at: Date;
  /** Version of this program. */
  readonly version: string;
}

const BY_VERDICT: Readonly<Record<Verdict, number>> = {
  trusted: EXIT.done,
  malformed: EXIT.malformed,
  untrusted: EXIT.untrusted,
};

/** Exit status of a verdict. */
export function exitCodeOfVerdict(verdict: Verdict): number {
  return BY_VERDICT[verdict];
}

/** What could not be read comes first, then malformed, then untrusted. */
export function exitCodeOfOutcomes(outcomes: readonly VerifyOutcome[]): number {
  const codes = outcomes.map((outcome) =>
    "error" in outcome
      ? exitCodeOf(outcome.error)
      : exitCodeOfVerdict(outcome.report.verdict),
  );
  const order = [EXIT.internal, EXIT.io, EXIT.malformed, EXIT.untrusted];
  return order.find((code) => codes.includes(code)) ?? EXIT.done;
}

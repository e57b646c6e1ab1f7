import { isCodedError, type CodedProblem } from "@stx-patch/core";
import type { Verdict, VerificationReport } from "@stx-patch/patch-verify";
import { internalError } from "../error.js";
import { EXIT, exitCodeOf } from "../exit-codes.js";

/** Why there is no report. Plain data, because it may come from another thread. */
export interface VerifyFailure extends CodedProblem {
  /** Where it happened, when it is a bug of ours. */
  readonly stack?: string | undefined;
}

/** Outcome for one argument: a report, or the reason why there is none. */
export type VerifyOutcome =
  | { readonly file: string; readonly report: VerificationReport }
  | { readonly file: string; readonly error: VerifyFailure };

/** Waits for a report; whatever goes wrong concerns this file and no other. */
export async function outcomeOf(
  file: string,
  verify: () => Promise<VerificationReport>,
): Promise<VerifyOutcome> {
  try {
    return { file, report: await verify() };
  } catch (error) {
    return { file, error: failureOf(error) };
  }
}

/** What a thrown error says; one without a code is a bug. */
export function failureOf(error: unknown): VerifyFailure {
  const isBug = !isCodedError(error);
  const { code, message, remedy, location } = isBug
    ? internalError(error)
    : error;
  const stack = isBug && error instanceof Error ? error.stack : undefined;
  return { code, message, remedy, location, stack };
}

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

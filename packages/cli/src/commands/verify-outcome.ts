import { isCodedError, type CodedProblem } from "@stx-patch/core";
import type {
  PatchFacts,
  Verdict,
  VerificationReport,
} from "@stx-patch/patch-verify";
import { internalError } from "../error.js";
import { EXIT, exitCodeOf } from "../exit-codes.js";
import type { SidecarReport } from "../sidecars/sidecar.js";

/** Why there is no report. Plain data, because it may come from another thread. */
export interface VerifyFailure extends CodedProblem {
  /** Where it happened, when it is a bug of ours. */
  readonly stack?: string | undefined;
}

/** Outcome for one argument: a report, or the reason why there is none. */
export type VerifyOutcome =
  | {
      readonly file: string;
      readonly report: VerificationReport;
      /** What others have to fit with, when that was asked for and can be told. */
      readonly facts?: PatchFacts;
      /** What was found out about the files beside it that were named. */
      readonly sidecars?: readonly SidecarReport[];
    }
  | { readonly file: string; readonly error: VerifyFailure };

/** Takes what others have to fit with. */
export type TakeFacts = (facts: PatchFacts) => void;

/** Waits for a report; whatever goes wrong concerns this file and no other. */
export async function outcomeOf(
  file: string,
  verify: (takeFacts: TakeFacts) => Promise<VerificationReport>,
): Promise<VerifyOutcome> {
  const taken: { facts?: PatchFacts } = {};
  try {
    const report = await verify((facts) => {
      taken.facts = facts;
    });
    return { file, report, ...taken };
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

/** Exit status of a report: that of its verdict, unless a good patch is for another system, or nobody can tell. */
export function exitCodeOfReport({
  verdict,
  release,
}: VerificationReport): number {
  const code = exitCodeOfVerdict(verdict);
  const fits = release === null || release.outcome === "fits";
  return fits ? code : EXIT.malformed;
}

/** What could not be read comes first, then malformed, then untrusted. */
export function exitCodeOfOutcomes(outcomes: readonly VerifyOutcome[]): number {
  const codes = outcomes.flatMap((outcome) =>
    "error" in outcome
      ? [exitCodeOf(outcome.error)]
      : [
          exitCodeOfReport(outcome.report),
          ...(outcome.sidecars ?? []).map(({ verdict }) =>
            exitCodeOfVerdict(verdict),
          ),
        ],
  );
  const order = [EXIT.internal, EXIT.io, EXIT.malformed, EXIT.untrusted];
  return order.find((code) => codes.includes(code)) ?? EXIT.done;
}

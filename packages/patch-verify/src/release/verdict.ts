import type { Finding } from "@stx-patch/core";
import type { Verdict } from "../report.js";

/** What the target says itself to what was found. */
export interface TargetAnswer {
  readonly step: "upload" | "apply";
  /** Word for word (spec patch-lifecycle section 4). */
  readonly text: string;
}

/** Something that does not fit, or is worth knowing. */
export interface ReleaseFinding extends Finding {
  /** Present where the target itself refuses or tells. */
  readonly targetAnswer?: TargetAnswer;
}

/** Whether a patch fits; `undetermined` when it could not be read. */
export type ReleaseOutcome = "fits" | "does-not-fit" | "undetermined";

/** What the rules say of one patch. */
export interface ReleaseJudgement {
  readonly outcome: ReleaseOutcome;
  readonly findings: readonly ReleaseFinding[];
  /** What could not be told, and why; sentences without full stop. */
  readonly notChecked: readonly string[];
}

/** A patch that was held beside. */
export interface OtherPatchSummary {
  readonly file: string;
  readonly id: string;
  readonly verdict: Verdict;
}

/** The part of a report about the release. */
export interface ReleaseReport {
  /** The base as it was named; null without one. */
  readonly base: string | null;
  readonly baseSwVersion: string | null;
  /** Packages of the base, of each name and architecture the newest. */
  readonly basePackages: number | null;
  /** Patches that the question was asked with: of `--with`, and the others of the run. */
  readonly others: readonly OtherPatchSummary[];
  readonly outcome: ReleaseOutcome;
  /** Patches among the others that have to be applied first and need a reboot, which comes with this one unless they are applied already. */
  readonly requiredReboots: readonly string[];
  readonly notChecked: readonly string[];
}

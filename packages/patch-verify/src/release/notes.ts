import { finding, type ErrorLocation, type Severity } from "@stx-patch/core";
import { RELEASE_ERRORS, type ReleaseCode } from "./codes.js";
import type { PatchFacts, PatchPackage } from "./patch-facts.js";
import type { ReleaseQuestion } from "./question.js";
import type { ReleaseFinding, TargetAnswer } from "./verdict.js";

/** What a rule works on. */
export interface RuleContext extends ReleaseQuestion {
  readonly patch: PatchFacts;
}

/** What a rule has to say. */
export interface Notes {
  readonly findings: ReleaseFinding[];
  /** What could not be told. */
  readonly notChecked: string[];
}

/** A rule: looks, and says what it sees. */
export type Rule = (context: RuleContext) => Notes;

/** Findings alone. */
export function only(findings: ReleaseFinding[]): Notes {
  return { findings, notChecked: [] };
}

/** Makes a finding about the patch as a whole, or about one of its RPMs. */
export function note(
  code: ReleaseCode,
  severity: Severity,
  message: string,
  at: {
    readonly rpm?: PatchPackage;
    readonly targetAnswer?: TargetAnswer;
  } = {},
): ReleaseFinding {
  return {
    ...finding(RELEASE_ERRORS, code, severity, message, placeOf(at.rpm)),
    ...(at.targetAnswer === undefined ? {} : { targetAnswer: at.targetAnswer }),
  };
}

function placeOf(rpm: PatchPackage | undefined): ErrorLocation {
  return {
    member:
      rpm === undefined
        ? "metadata.tar/metadata.xml"
        : `software.tar/${rpm.fileName}`,
  };
}

import { type CodeCatalogue, type ErrorLocation } from "@stx-patch/core";
import { IO_ERRORS } from "@stx-patch/node-io";
import { FINDING_CODES, type TargetAnswer } from "@stx-patch/patch-verify";
import { sentence } from "./text.js";

/** Why a patch cannot be read at all. */
export const READING_CODES: CodeCatalogue = IO_ERRORS;

/** What can be found in a patch. */
export const REPORT_CODES: CodeCatalogue = FINDING_CODES;

/** A finding or an error as a newcomer needs it: three sentences and a place. */
export interface Explanation {
  /** What is wrong in this case. */
  readonly what: string;
  /** What that means in general; empty for a code nobody describes. */
  readonly means: string;
  /** What to do about it. */
  readonly remedy: string;
  /** Member and offset; empty when it is about the whole patch. */
  readonly where: string;
  /** What the target says itself; empty when it says nothing. */
  readonly target: string;
}

/** Says a finding in sentences. The text is as foreign as the patch: escape it where it is shown. */
export function explain(
  finding: Pick<ErrorLocation, "member" | "offset"> & {
    readonly code: string;
    readonly message: string;
    readonly remedy: string;
    readonly targetAnswer?: TargetAnswer;
    readonly means?: string;
  },
): Explanation {
  return {
    what: sentence(finding.message),
    means:
      finding.means ??
      (REPORT_CODES[finding.code] ?? READING_CODES[finding.code])?.meaning ??
      "",
    remedy: sentence(finding.remedy),
    where: whereText(finding),
    target: answerText(finding.targetAnswer),
  };
}

/** `the upload answers "Patch ..."`. */
function answerText(answer: TargetAnswer | undefined): string {
  return answer === undefined
    ? ""
    : `to ${answer.step === "upload" ? "an upload" : "apply"} it says "${answer.text}"`;
}

/** `software.tar/foo-1-1.noarch.rpm, byte 1024`. */
export function whereText({
  member,
  offset,
}: Pick<ErrorLocation, "member" | "offset">): string {
  const parts = [
    ...(member === undefined ? [] : [member]),
    ...(offset === undefined ? [] : [`byte ${offset}`]),
  ];
  return parts.join(", ");
}

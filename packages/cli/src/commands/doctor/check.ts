import { isCodedError, type CodedProblem } from "@stx-patch/core";
import { Problems } from "../../problems.js";

/** What one check came to; `warn` is worth knowing and stops nothing. */
export type Check =
  | {
      readonly state: "ok";
      readonly subject: string;
      readonly text: string;
    }
  | {
      readonly state: "warn";
      readonly subject: string;
      readonly text: string;
      readonly remedy: string;
    }
  | {
      readonly state: "bad";
      readonly subject: string;
      readonly problem: CodedProblem;
    };

/** Runs a check; what it throws is what is bad. Errors without a code are bugs and go straight up. */
export async function checked(
  subject: string,
  check: () => Check[] | Promise<Check[]>,
): Promise<Check[]> {
  try {
    return await check();
  } catch (error) {
    return problemsOf(error).map((problem) => ({
      state: "bad",
      subject,
      problem,
    }));
  }
}

function problemsOf(error: unknown): readonly CodedProblem[] {
  if (error instanceof Problems) return error.problems;
  if (isCodedError(error)) return [error];
  throw error;
}

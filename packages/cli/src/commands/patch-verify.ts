import { isCodedError, type CodedError } from "@stx-patch/core";
import type { Verdict, VerificationReport } from "@stx-patch/patch-verify";
import type { ParsedLine } from "../command-line/parse.js";
import { CliError } from "../error.js";
import { EXIT, exitCodeOf } from "../exit-codes.js";
import { ProblemList, type Problems } from "../problems.js";
import { renderProblems } from "../render/problems.js";
import { createStyle } from "../render/style.js";
import { renderReport } from "../render/verify-report.js";
import type { Io } from "../world/io.js";
import { trustSetup, verifyFile, type TrustSetup } from "./verify-file.js";

/** Outcome for one argument: a report, or the reason why there is none. */
type FileOutcome =
  | { readonly file: string; readonly report: VerificationReport }
  | { readonly file: string; readonly error: CodedError };

/** `patch-verify`. */
export async function runPatchVerify(
  line: ParsedLine,
  lineProblems: Problems | undefined,
  io: Io,
): Promise<number> {
  const problems = new ProblemList();
  if (lineProblems !== undefined) problems.add(...lineProblems.problems);
  if (line.positionals.length === 0) {
    problems.add(new CliError("CLI_ARGUMENT_MISSING", "no patch is named"));
  }
  const setup = await problems.attempt(() => trustSetup(line, io));
  problems.throwIfAny();
  if (setup === undefined) return EXIT.internal;

  const style = createStyle(io.stdout, io.env);
  const outcomes: FileOutcome[] = [];
  for (const file of line.positionals) {
    const outcome = await verifyOne(file, setup, line, io);
    outcomes.push(outcome);
    if (line.flag("json")) continue;
    if ("error" in outcome) {
      const errStyle = createStyle(io.stderr, io.env);
      io.stderr.write(
        renderProblems(
          "patch-verify",
          [outcome.error],
          `${file} was not checked`,
          errStyle,
        ),
      );
    } else if (!line.flag("quiet")) {
      io.stdout.write(renderReport(file, outcome.report, style, "full"));
    } else if (outcome.report.verdict !== "trusted") {
      io.stderr.write(
        renderReport(
          file,
          outcome.report,
          createStyle(io.stderr, io.env),
          "errors",
        ),
      );
    }
  }
  if (line.flag("json")) io.stdout.write(outcomesJson(outcomes));
  return exitCodeOfOutcomes(outcomes);
}

async function verifyOne(
  file: string,
  setup: TrustSetup,
  line: ParsedLine,
  io: Io,
): Promise<FileOutcome> {
  try {
    const showProgress = !line.flag("quiet") && !line.flag("no-progress");
    return {
      file,
      report: await verifyFile(file, setup, io, { showProgress }),
    };
  } catch (error) {
    if (!isCodedError(error)) throw error;
    return { file, error };
  }
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
function exitCodeOfOutcomes(outcomes: readonly FileOutcome[]): number {
  const codes = outcomes.map((outcome) =>
    "error" in outcome
      ? exitCodeOf(outcome.error)
      : exitCodeOfVerdict(outcome.report.verdict),
  );
  const order = [EXIT.internal, EXIT.io, EXIT.malformed, EXIT.untrusted];
  return order.find((code) => codes.includes(code)) ?? EXIT.done;
}

function outcomesJson(outcomes: readonly FileOutcome[]): string {
  const object = {
    schemaVersion: 1,
    ok: exitCodeOfOutcomes(outcomes) === EXIT.done,
    reports: outcomes.map((outcome) =>
      "error" in outcome
        ? {
            file: outcome.file,
            error: {
              code: outcome.error.code,
              message: outcome.error.message,
              remedy: outcome.error.remedy,
            },
          }
        : { ...outcome.report, file: outcome.file },
    ),
  };
  return `${JSON.stringify(object, null, 2)}\n`;
}

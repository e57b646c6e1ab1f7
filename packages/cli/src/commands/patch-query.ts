import type { ParsedLine } from "../command-line/parse.js";
import { CliError } from "../error.js";
import { EXIT } from "../exit-codes.js";
import { ProblemList, type Problems } from "../problems.js";
import { queryFieldText, queryJson, queryText } from "../render/query.js";
import { createStyle } from "../render/style.js";
import { renderReport } from "../render/verify-report.js";
import type { Io } from "../world/io.js";
import { exitCodeOfVerdict } from "./patch-verify.js";
import type { QUERY_FIELDS } from "./patch-query.spec.js";
import { trustSetup, verifyFile } from "./verify-file.js";

/** `patch-query`. */
export async function runPatchQuery(
  line: ParsedLine,
  lineProblems: Problems | undefined,
  io: Io,
): Promise<number> {
  const problems = new ProblemList();
  if (lineProblems !== undefined) problems.add(...lineProblems.problems);
  const [file, ...surplus] = line.positionals;
  if (file === undefined) {
    problems.add(new CliError("CLI_ARGUMENT_MISSING", "no patch is named"));
  }
  if (surplus.length > 0) {
    problems.add(
      new CliError(
        "CLI_ARGUMENT_UNEXPECTED",
        `only one patch at a time, got ${surplus.length + 1}`,
      ),
    );
  }
  const setup = await problems.attempt(() => trustSetup(line, io));
  problems.throwIfAny();
  if (file === undefined || setup === undefined) return EXIT.internal;

  const report = await verifyFile(file, setup, io, false);
  const field = line.text("field") as (typeof QUERY_FIELDS)[number] | undefined;
  if (line.flag("json")) io.stdout.write(queryJson(file, report));
  else if (field !== undefined) io.stdout.write(queryFieldText(report, field));
  else io.stdout.write(queryText(report));
  // What is shown of an untrusted patch is what it claims; that must not go unsaid.
  if (report.verdict !== "trusted") {
    io.stderr.write(
      renderReport(file, report, createStyle(io.stderr, io.env), "errors"),
    );
  }
  return exitCodeOfVerdict(report.verdict);
}

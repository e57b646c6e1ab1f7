import type { ParsedLine } from "../../command-line/parse.js";
import { EXIT, exitCodeOfAll } from "../../exit-codes.js";
import type { Problems } from "../../problems.js";
import { makeSummaryJson, makeSummaryText } from "../../render/make-summary.js";
import { renderProblems } from "../../render/problems.js";
import { createStyle } from "../../render/style.js";
import { safeText } from "../../render/text.js";
import type { Io } from "../../world/io.js";
import { makeAll } from "./make.js";
import { readMakeQuestion, type MakeDefaults } from "./make-question.js";
import type { MadePatch } from "./make-result.js";
import { writeFitted } from "../../render/fit.js";

/** `patch-make`. */
export async function runPatchMake(
  line: ParsedLine,
  problems: Problems | undefined,
  io: Io,
): Promise<number> {
  const defaults: MakeDefaults = {
    swVersion: line.text("sw-version"),
    output: () => ".",
    hooks: {},
    needsBefore: false,
  };
  const made = await make("patch-make", line, problems, defaults, io);
  if (line.flag("json")) io.stdout.write(makeSummaryJson(made));
  else if (!line.flag("quiet"))
    writeFitted(io.stdout, makeSummaryText(made, io));
  return exitCodeOfRun(made);
}

/** Makes the patches, shared with the drop-in command; what failed is told on stderr when it does. */
export async function make(
  name: string,
  line: ParsedLine,
  problems: Problems | undefined,
  defaults: MakeDefaults,
  io: Io,
): Promise<MadePatch[]> {
  const question = await readMakeQuestion(line, problems, defaults, io);
  const style = createStyle(io.stderr, io.env);
  const showsSteps =
    io.stderr.isTerminal && !line.flag("quiet") && !line.flag("no-progress");
  return makeAll(question, line, io, (made) => {
    if (made.state === "failed")
      writeFitted(
        io.stderr,
        renderProblems(name, made.problems, `${made.id} was not made`, style),
      );
    else if (showsSteps)
      io.stderr.write(`${style.faint(`${made.state} ${safeText(made.id)}`)}\n`);
  });
}

/** 0 when every patch is there. */
export function exitCodeOfRun(made: readonly MadePatch[]): number {
  const problems = made.flatMap((each) =>
    each.state === "failed" ? each.problems : [],
  );
  return problems.length === 0 ? EXIT.done : exitCodeOfAll(problems);
}

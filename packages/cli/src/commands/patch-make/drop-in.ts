import type { ParsedLine } from "../../command-line/parse.js";
import { CliError } from "../../error.js";
import { ProblemList, type Problems } from "../../problems.js";
import { makeSummaryText } from "../../render/make-summary.js";
import type { Io } from "../../world/io.js";
import { nonEmpty } from "../../world/non-empty.js";
import { loadRecipes } from "./load-recipes.js";
import { dataFolder } from "./make-question.js";
import { exitCodeOfRun, make } from "./patch-make.js";

/** `make_patch`: the original's line for each patch on stdout, the summary on stderr. */
export async function runMakePatchDropIn(
  line: ParsedLine,
  lineProblems: Problems | undefined,
  io: Io,
): Promise<number> {
  const problems = new ProblemList();
  if (lineProblems !== undefined) problems.add(...lineProblems.problems);
  const [recipe, surplus] = line.positionals;
  if (surplus !== undefined)
    problems.add(
      new CliError(
        "CLI_ARGUMENT_UNEXPECTED",
        `one recipe, not ${surplus}, too`,
      ),
    );
  const release =
    line.text("sw_version") ??
    (recipe === undefined
      ? undefined
      : await problems.attempt(() => releaseOf(recipe, io.cwd)));
  problems.throwIfAny();
  const made = await make(
    "make_patch",
    line,
    undefined,
    {
      swVersion: line.text("sw_version"),
      output: (workdir) => dataFolder(workdir, release ?? ""),
      hooks: {
        before: nonEmpty(io.env["STX_PATCH_MAKE_BEFORE"]),
        context: nonEmpty(io.env["STX_PATCH_MAKE_CONTEXT"]),
      },
      needsBefore: true,
    },
    io,
  );
  for (const each of made)
    if (each.state === "built" || each.state === "unchanged")
      io.stdout.write(`Patch is ${each.path}\n`);
  io.stderr.write(makeSummaryText(made, io));
  return exitCodeOfRun(made);
}

async function releaseOf(
  file: string,
  cwd: string,
): Promise<string | undefined> {
  const question = { recipes: [file], all: false, swVersion: undefined };
  const [recipe] = await loadRecipes(question, cwd);
  return recipe?.swVersion;
}

import { isCodedError, type CodedProblem } from "@stx-patch/core";
import { COMMANDS, type CommandName } from "./commands/registry.js";
import { parseCommandLine } from "./command-line/parse.js";
import { CliError, internalError } from "./error.js";
import { EXIT, exitCodeOfAll } from "./exit-codes.js";
import { Problems } from "./problems.js";
import { problemsJson, renderProblems } from "./render/problems.js";
import { createStyle } from "./render/style.js";
import { topLevelHelp } from "./commands/top-level.js";
import { nearest } from "./command-line/nearest.js";
import { version } from "./version.js";
import type { Io } from "./world/io.js";

const DEFAULT_COLUMNS = 80;
const MAX_COLUMNS = 100;

/** Runs one command and returns its exit status; never exits, never throws for what a user can mend. */
export async function main(
  name: CommandName,
  argv: readonly string[],
  io: Io,
): Promise<number> {
  const command = COMMANDS[name];
  const columns = Math.min(io.stdout.columns ?? DEFAULT_COLUMNS, MAX_COLUMNS);
  const outcome = await parseCommandLine(argv, await command.spec(), columns);
  if (outcome.kind === "print") {
    io.stdout.write(outcome.text);
    return EXIT.done;
  }
  const { line } = outcome;
  try {
    const run = await command.load();
    return await run(line, outcome.problems, io);
  } catch (error) {
    const problems = problemsOf(error);
    // Where stdout is for the patch, nothing else may get into it.
    const sink = line.text("output") === "-" ? io.stderr : io.stdout;
    if (line.flag("json")) sink.write(problemsJson(problems));
    const style = createStyle(io.stderr, io.env);
    io.stderr.write(renderProblems(name, problems, command.onFailure, style));
    if (
      problems.some(({ code }) => code === "CLI_INTERNAL") &&
      error instanceof Error
    ) {
      io.stderr.write(`${error.stack ?? ""}\n`);
    }
    return exitCodeOfAll(problems);
  }
}

/** `stx-patch COMMAND ...`: the same commands under one name. */
export async function mainOfAll(
  argv: readonly string[],
  io: Io,
): Promise<number> {
  const [first, ...rest] = argv;
  if (
    first === undefined ||
    first === "--help" ||
    first === "-h" ||
    first === "help"
  ) {
    const sink = first === undefined ? io.stderr : io.stdout;
    sink.write(await topLevelHelp());
    return first === undefined ? EXIT.usage : EXIT.done;
  }
  if (first === "--version") {
    io.stdout.write(`${version()}\n`);
    return EXIT.done;
  }
  const names = Object.keys(COMMANDS) as CommandName[];
  const name = names.find(
    (known) => known === first || known === `patch-${first}`,
  );
  if (name !== undefined) return main(name, rest, io);
  const near = nearest(first, names);
  const error = new CliError(
    "CLI_COMMAND_UNKNOWN",
    `unknown command ${JSON.stringify(first)}`,
    near === undefined ? {} : { remedy: `Did you mean ${near}?` },
  );
  if (rest.includes("--json")) io.stdout.write(problemsJson([error]));
  const style = createStyle(io.stderr, io.env);
  io.stderr.write(
    renderProblems("stx-patch", [error], "nothing was done", style),
  );
  return EXIT.usage;
}

function problemsOf(error: unknown): readonly CodedProblem[] {
  if (error instanceof Problems) return error.problems;
  return [isCodedError(error) ? error : internalError(error)];
}

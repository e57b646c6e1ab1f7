import { isCodedError, type CodedProblem } from "@stx-patch/core";
import { COMMANDS, type CommandName } from "./commands/registry.js";
import type { CommandSpec } from "./command-line/option.js";
import { parseCommandLine, type ParsedLine } from "./command-line/parse.js";
import { configuredLine } from "./config/configured-line.js";
import { internalError } from "./error.js";
import { EXIT, exitCodeOfAll } from "./exit-codes.js";
import { ProblemList, Problems } from "./problems.js";
import { problemsJson, renderProblems } from "./render/problems.js";
import { logEnd, logError, logStart } from "./render/run-details.js";
import { createLog } from "./render/log.js";
import { colourEnvironment, createStyle } from "./render/style.js";
import {
  ALL,
  findCommand,
  findCommandOfAll,
  subcommandsOf,
  unknownCommand,
  type FoundCommand,
} from "./commands/find-command.js";
import { groupHelp, topLevelHelp } from "./commands/top-level.js";
import { version } from "./version.js";
import type { Io, Surroundings } from "./world/io.js";
import { writeFitted } from "./render/fit.js";

const DEFAULT_COLUMNS = 80;
const MAX_COLUMNS = 100;

/** Runs one command and returns its exit status; never exits, never throws for what a user can mend. */
export async function main(
  name: CommandName,
  argv: readonly string[],
  io: Surroundings,
): Promise<number> {
  const command = COMMANDS[name];
  const columns = Math.min(io.stdout.columns ?? DEFAULT_COLUMNS, MAX_COLUMNS);
  const spec = await command.spec();
  const outcome = await parseCommandLine(argv, spec, columns);
  if (outcome.kind === "print") {
    io.stdout.write(outcome.text);
    return EXIT.done;
  }
  const { line, problems } = outcome;
  const seen = asAsked(name, line, io);
  const started = performance.now();
  logStart(seen.log, spec, line);
  const status = await runCommand(name, line, problems, seen);
  logEnd(seen.log, started, status);
  return status;
}

async function runCommand(
  name: CommandName,
  line: ParsedLine,
  lineProblems: Problems | undefined,
  io: Io,
): Promise<number> {
  const command = COMMANDS[name];
  try {
    const configured = await configuredLineOf(
      line,
      lineProblems,
      await command.spec(),
      io,
    );
    const run = await command.load();
    return await run(configured, lineProblems, io);
  } catch (error) {
    logError(io.log, error);
    const problems = problemsOf(error);
    // Where stdout is for the patch, nothing else may get into it.
    const sink = line.text("output") === "-" ? io.stderr : io.stdout;
    if (line.flag("json")) sink.write(problemsJson(problems));
    const style = createStyle(io.stderr, io.env);
    writeFitted(
      io.stderr,
      renderProblems(name, problems, command.onFailure, style),
    );
    if (
      problems.some(({ code }) => code === "CLI_INTERNAL") &&
      error instanceof Error
    ) {
      io.stderr.write(`${error.stack ?? ""}\n`);
    }
    return exitCodeOfAll(problems);
  }
}

/** The surroundings as a command line wants them: with colours or without, and with so much told. */
function asAsked(
  name: CommandName,
  line: ParsedLine,
  surroundings: Surroundings,
): Io {
  const env = colourEnvironment(surroundings.env, line.text("color"));
  const log = createLog(
    { stderr: surroundings.stderr, env },
    {
      command: name,
      verbose: line.flag("verbose"),
      debug: line.flag("debug"),
    },
  );
  // Not a copy: stdin is opened when somebody asks for it.
  return Object.create(surroundings, {
    env: { value: env },
    log: { value: log },
  }) as Io;
}

/** A configuration that cannot be used is told together with what is wrong with the command line. */
async function configuredLineOf(
  line: ParsedLine,
  problems: Problems | undefined,
  spec: CommandSpec,
  io: Io,
): Promise<ParsedLine> {
  const list = new ProblemList();
  if (problems !== undefined) list.add(...problems.problems);
  const configured = await list.attempt(() => configuredLine(line, spec, io));
  if (configured === undefined) list.throwIfAny();
  return configured ?? line;
}

/** Runs what an executable does for these arguments: its command, or one of its subcommands. */
export async function mainOfExecutable(
  executable: string,
  argv: readonly string[],
  io: Surroundings,
): Promise<number> {
  return mainOfFound(findCommand(executable, argv), io);
}

/** `stx-patch COMMAND ...`: the same commands under one name, and those that only it has. */
export async function mainOfAll(
  argv: readonly string[],
  io: Surroundings,
): Promise<number> {
  return mainOfGroup(ALL, argv, io, {
    help: topLevelHelp,
    run: (word, rest) => mainOfFound(findCommandOfAll(word, rest), io),
  });
}

async function mainOfFound(
  found: FoundCommand,
  io: Surroundings,
): Promise<number> {
  if (found.kind === "command") return main(found.name, found.argv, io);
  const { name: executable, argv } = found;
  const names = subcommandsOf(executable).map((name) =>
    name.slice(executable.length + 1),
  );
  return mainOfGroup(executable, argv, io, {
    help: () => groupHelp(executable),
    run: (word) => Promise.reject(unknownCommand(word, names)),
  });
}

/** What is to be known of a name that does nothing by itself. */
interface Group {
  readonly help: () => Promise<string>;
  /** @throws CliError CLI_COMMAND_UNKNOWN */
  readonly run: (word: string, rest: readonly string[]) => Promise<number>;
}

async function mainOfGroup(
  name: string,
  argv: readonly string[],
  io: Surroundings,
  { help, run }: Group,
): Promise<number> {
  const [first, ...rest] = argv;
  if (first === undefined || ["--help", "-h", "help"].includes(first)) {
    const sink = first === undefined ? io.stderr : io.stdout;
    writeFitted(sink, await help());
    return first === undefined ? EXIT.usage : EXIT.done;
  }
  if (first === "--version") {
    io.stdout.write(`${version()}\n`);
    return EXIT.done;
  }
  try {
    return await run(first, rest);
  } catch (error) {
    const problems = problemsOf(error);
    if (rest.includes("--json")) io.stdout.write(problemsJson(problems));
    const style = createStyle(io.stderr, io.env);
    writeFitted(
      io.stderr,
      renderProblems(name, problems, "nothing was done", style),
    );
    return exitCodeOfAll(problems);
  }
}

function problemsOf(error: unknown): readonly CodedProblem[] {
  if (error instanceof Problems) return error.problems;
  return [isCodedError(error) ? error : internalError(error)];
}

import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import type { ParsedLine } from "../../command-line/parse.js";
import { CliError } from "../../error.js";
import { ProblemList, type Problems } from "../../problems.js";
import { statIfThere } from "../../world/files.js";
import type { Io } from "../../world/io.js";
import { parseJobs } from "../../world/jobs.js";
import { nonEmpty } from "../../world/non-empty.js";
import { timeoutMsOf } from "../timeout-option.js";
import { findHooks, type Hooks } from "./hooks.js";

/** What is to be made, from what, and how; paths as they were given, relative to the working directory. */
export interface MakeQuestion {
  /** Recipe files; with `all` the directory that has them. */
  readonly recipes: readonly string[];
  readonly all: boolean;
  readonly swVersion: string | undefined;
  readonly workdir: string;
  readonly srcdir: string | undefined;
  readonly output: string;
  readonly jobs: number;
  /** How long to wait for another run in the output directory. */
  readonly timeoutMs: number;
  readonly formal: boolean;
  readonly hooks: Hooks;
}

/** What differs between the commands that make patches. */
export interface MakeDefaults {
  readonly swVersion: string | undefined;
  readonly output: (workdir: string) => string;
  readonly hooks: Partial<Record<"before" | "context", string | undefined>>;
  /** Without a program to build RPMs, somebody has to say that they are built. */
  readonly needsBefore: boolean;
}

/**
 * Reads the command line; all that is wrong with it is thrown together.
 *
 * @throws Problems
 */
export async function readMakeQuestion(
  line: ParsedLine,
  lineProblems: Problems | undefined,
  defaults: MakeDefaults,
  io: Io,
): Promise<MakeQuestion> {
  const problems = new ProblemList();
  if (lineProblems !== undefined) problems.add(...lineProblems.problems);
  const { env, cwd } = io;
  const workdir = line.text("workdir") ?? nonEmpty(env["MY_WORKSPACE"]) ?? ".";
  const srcdir = line.text("srcdir") ?? nonEmpty(env["MY_REPO"]);
  for (const folder of [workdir, ...(srcdir === undefined ? [] : [srcdir])])
    await problems.attempt(() => assertFolder(folder, cwd));
  const hooks = await problems.attempt(() => findHooks(line, defaults));
  const jobs = await problems.attempt(() => parseJobs(line.text("jobs")));
  const timeoutMs = await problems.attempt(() => timeoutMsOf(line));
  const all = line.flag("all");
  const { swVersion } = defaults;
  if (line.flag("formal") && line.flag("pre-compiled") && defaults.needsBefore)
    problems.add(
      conflict("--formal and --pre-compiled cannot be used together"),
    );
  if (all && line.positionals.length > 0)
    problems.add(conflict("--all and recipe files cannot be used together"));
  if (all && swVersion === undefined)
    problems.add(
      new CliError("CLI_ARGUMENT_MISSING", "--all needs a release", {
        remedy: "Say which one, e.g. --sw-version 20.06.",
      }),
    );
  if (!all && line.positionals.length === 0)
    problems.add(new CliError("CLI_RECIPES_MISSING", "no recipe is named"));
  if (line.flag("formal") && (line.text("role") ?? "formal") !== "formal")
    problems.add(conflict("--formal and --role contradict each other"));
  if (jobs !== undefined && jobs > 1 && hooks?.programs.length !== 0)
    problems.add(
      conflict(
        "--jobs and a program that changes the workspace cannot be used together",
      ),
    );
  problems.throwIfAny();
  const folder = line.text("recipes") ?? dataFolder(workdir, swVersion ?? "");
  return {
    recipes: all ? [folder] : line.positionals,
    all,
    swVersion,
    workdir,
    srcdir,
    output: line.text("output") ?? defaults.output(workdir),
    jobs: hooks?.programs.length === 0 ? (jobs ?? availableParallelism()) : 1,
    timeoutMs: timeoutMs ?? 0,
    formal: line.flag("formal"),
    hooks: hooks ?? { programs: [], facts: {}, timeoutMs: 0 },
  };
}

/** Where the original keeps recipes, patches and `patch_order` of a release. */
export function dataFolder(workdir: string, swVersion: string): string {
  return join(workdir, "export/patch_data", swVersion);
}

async function assertFolder(folder: string, cwd: string): Promise<void> {
  const status = await statIfThere(resolve(cwd, folder));
  if (folder !== "" && status?.isDirectory() === true) return;
  throw new CliError(
    "CLI_WORKSPACE_MISSING",
    `${JSON.stringify(folder)}: no such directory`,
  );
}

function conflict(message: string): CliError {
  return new CliError("CLI_OPTIONS_CONFLICT", message);
}

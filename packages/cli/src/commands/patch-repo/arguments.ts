import type { ParsedLine } from "../../command-line/parse.js";
import { CliError } from "../../error.js";
import { ProblemList, type Problems } from "../../problems.js";
import { WRITERS, type PublishOptions } from "../../patch-repo/repodata.js";
import type { Io } from "../../world/io.js";
import { timeoutMsOf } from "../timeout-option.js";

/** The directory, and what follows it. */
export interface RepoArguments {
  readonly dir: string;
  readonly rest: readonly string[];
}

/** @throws CliError CLI_ARGUMENT_MISSING */
export function repoArguments(line: ParsedLine): RepoArguments {
  const [dir, ...rest] = line.positionals;
  if (dir === undefined || dir === "")
    throw new CliError("CLI_ARGUMENT_MISSING", "no directory is named", {
      remedy: "Name the directory of the repository.",
    });
  return { dir, rest };
}

/** A list of problems that begins with those of the command line. */
export function problemsFrom(found: Problems | undefined): ProblemList {
  const problems = new ProblemList();
  if (found !== undefined) problems.add(...found.problems);
  return problems;
}

/** @throws CliError CLI_OPTION_VALUE_INVALID, CLI_TIME_INVALID */
export function changeOptions(
  line: ParsedLine,
  io: Io,
): PublishOptions & { readonly timeoutMs: number } {
  const by = WRITERS.find((name) => name === line.text("repodata-by"));
  return {
    by: by ?? "auto",
    searchPath: io.env["PATH"],
    timeSeconds: timeOf(io),
    timeoutMs: timeoutMsOf(line),
  };
}

/** Of the repodata: SOURCE_DATE_EPOCH, or now. */
function timeOf({ env, now }: Io): number {
  const text = env["SOURCE_DATE_EPOCH"];
  if (text === undefined || text === "")
    return Math.floor(now().getTime() / 1000);
  if (/^[0-9]{1,10}$/.test(text)) return Number(text);
  throw new CliError(
    "CLI_TIME_INVALID",
    `SOURCE_DATE_EPOCH: expected seconds since 1970, got ${JSON.stringify(text)}`,
    { remedy: "Set it to a number, or unset it." },
  );
}

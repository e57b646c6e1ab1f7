import type { ParsedLine } from "../../command-line/parse.js";
import { completionModel } from "../../completion/model.js";
import { SHELLS, type Shell } from "../../completion/shells.js";
import { CliError } from "../../error.js";
import { EXIT } from "../../exit-codes.js";
import { ProblemList, type Problems } from "../../problems.js";
import type { Io } from "../../world/io.js";

/** `stx-patch completion SHELL`. */
export async function runCompletion(
  line: ParsedLine,
  lineProblems: Problems | undefined,
  io: Io,
): Promise<number> {
  const problems = new ProblemList();
  if (lineProblems !== undefined) problems.add(...lineProblems.problems);
  const shell = await problems.attempt(() => shellOf(line));
  problems.throwIfAny();
  if (shell === undefined) return EXIT.internal;
  io.stdout.write(SHELLS[shell].script(await completionModel()));
  return EXIT.done;
}

/** @throws CliError CLI_ARGUMENT_MISSING, CLI_ARGUMENT_UNEXPECTED */
function shellOf({ positionals: [word, ...surplus] }: ParsedLine): Shell {
  const names = Object.keys(SHELLS).join(", ");
  if (word === undefined)
    throw new CliError("CLI_ARGUMENT_MISSING", "no shell is named", {
      remedy: `Name one of ${names}.`,
    });
  if (surplus.length > 0)
    throw new CliError("CLI_ARGUMENT_UNEXPECTED", "one shell at a time");
  if (!isShell(word))
    throw new CliError(
      "CLI_ARGUMENT_UNEXPECTED",
      `there is no completion for ${JSON.stringify(word)}`,
      { remedy: `Name one of ${names}.` },
    );
  return word;
}

function isShell(word: string): word is Shell {
  return Object.hasOwn(SHELLS, word);
}

import type { ParsedLine } from "../../command-line/parse.js";
import { CliError } from "../../error.js";
import { EXIT } from "../../exit-codes.js";
import type { Problems } from "../../problems.js";
import type { Io } from "../../world/io.js";
import { add, addedText } from "./add.js";
import { problemsFrom } from "./arguments.js";

/** `setup_patch_repo -o DIR PATCH...`. */
export async function runSetupPatchRepo(
  line: ParsedLine,
  lineProblems: Problems | undefined,
  io: Io,
): Promise<number> {
  const problems = problemsFrom(lineProblems);
  const dir = line.text("output");
  if (dir === undefined || dir === "")
    problems.add(
      new CliError("CLI_ARGUMENT_MISSING", "no directory is named", {
        remedy: "Name the directory of the repository with -o.",
      }),
    );
  io.stdout.write(
    addedText(await add(dir, line.positionals, line, problems, io)),
  );
  return EXIT.done;
}

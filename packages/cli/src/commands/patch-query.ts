import type { ParsedLine } from "../command-line/parse.js";
import { CliError } from "../error.js";
import { ProblemList, type Problems } from "../problems.js";
import type { Io } from "../world/io.js";

/** `patch-query`. Loads only what the kind of file needs: who lists a thousand RPMs does not wait for the verifier. */
export async function runPatchQuery(
  line: ParsedLine,
  lineProblems: Problems | undefined,
  io: Io,
): Promise<number> {
  const problems = new ProblemList();
  if (lineProblems !== undefined) problems.add(...lineProblems.problems);
  checkArguments(line, problems);
  if (line.list("rpm").length === 0) {
    const { queryPatch } = await import("./query-patch.js");
    return queryPatch(line, problems, io);
  }
  problems.throwIfAny();
  const { queryRpms } = await import("./query-rpms.js");
  return queryRpms(line, io);
}

/** Options for RPM files make no sense for a patch, and the other way round. */
function checkArguments(line: ParsedLine, problems: ProblemList): void {
  const forRpms = line.list("rpm").length > 0;
  const [file, ...surplus] = line.positionals;
  if (!forRpms && file === undefined) {
    problems.add(new CliError("CLI_ARGUMENT_MISSING", "no patch is named"));
  }
  if (!forRpms && surplus.length > 0) {
    const message = `only one patch at a time; got ${line.positionals.join(" ")}`;
    problems.add(new CliError("CLI_ARGUMENT_UNEXPECTED", message));
  }
  const misplaced = forRpms
    ? [
        "field",
        "trust",
        "intermediate",
        "revoked",
        "require",
        "at",
        "limit",
      ].filter((name) => line.text(name) !== undefined)
    : ["requires", "provides", "qf", "check-digests"].filter(
        (name) => line.flag(name) || line.text(name) !== undefined,
      );
  for (const name of misplaced) {
    const message = forRpms
      ? `--${name} is about patches`
      : `--${name} needs --rpm`;
    const remedy = forRpms
      ? "Name a patch, or drop the option."
      : "Name an RPM file with --rpm.";
    problems.add(new CliError("CLI_OPTIONS_CONFLICT", message, { remedy }));
  }
}

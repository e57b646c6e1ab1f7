import { resolve } from "node:path";
import type { PatchSeries } from "@stx-patch/patch-format";
import type { ParsedLine } from "../../command-line/parse.js";
import { CliError } from "../../error.js";
import { EXIT } from "../../exit-codes.js";
import { ProblemList, type Problems } from "../../problems.js";
import { renderTable } from "../../render/table.js";
import { safeText } from "../../render/text.js";
import { listRegister } from "../../world/id-register.js";
import type { Io } from "../../world/io.js";

/** `patch-id list`. */
export async function runPatchIdList(
  line: ParsedLine,
  lineProblems: Problems | undefined,
  io: Io,
): Promise<number> {
  const problems = new ProblemList();
  if (lineProblems !== undefined) problems.add(...lineProblems.problems);
  const folder = line.text("register");
  if (folder === undefined)
    problems.add(
      new CliError("CLI_ARGUMENT_MISSING", "no --register is given", {
        remedy: "Name the directory that the ids are kept in.",
      }),
    );
  const series = await problems.attempt(() => seriesOf(line));
  problems.throwIfAny();
  const ids = await listRegister(resolve(io.cwd, folder ?? ""), series);
  io.stdout.write(
    line.flag("json")
      ? `${JSON.stringify({ schemaVersion: 1, ids }, null, 2)}\n`
      : renderTable(
          ids.map(({ id, note }) => [id, safeText(note)]),
          "",
        ),
  );
  return EXIT.done;
}

/** Both or neither. @throws CliError CLI_ARGUMENT_MISSING */
function seriesOf(line: ParsedLine): PatchSeries | undefined {
  const prefix = line.text("prefix");
  const release = line.text("release");
  if (prefix === undefined && release === undefined) return undefined;
  if (prefix === undefined || release === undefined)
    throw new CliError(
      "CLI_ARGUMENT_MISSING",
      "--prefix and --release belong together",
      { remedy: "Give both, or neither to see all ids." },
    );
  return { prefix, release };
}

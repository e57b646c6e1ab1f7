import type { ParsedLine } from "../../command-line/parse.js";
import { CliError } from "../../error.js";
import { EXIT } from "../../exit-codes.js";
import { findRepo } from "../../patch-repo/layout.js";
import { removePatches } from "../../patch-repo/remove.js";
import type { Problems } from "../../problems.js";
import { counted, safeText } from "../../render/text.js";
import type { Io } from "../../world/io.js";
import { changeOptions, problemsFrom, repoArguments } from "./arguments.js";
import { writeFitted } from "../../render/fit.js";

/** `patch-repo remove`. */
export async function runPatchRepoRemove(
  line: ParsedLine,
  lineProblems: Problems | undefined,
  io: Io,
): Promise<number> {
  const problems = problemsFrom(lineProblems);
  const named = await problems.attempt(() => repoArguments(line));
  const options = await problems.attempt(() => changeOptions(line, io));
  if (named?.rest.length === 0)
    problems.add(
      new CliError("CLI_ARGUMENT_MISSING", "no patch is named", {
        remedy: "Name the ids of the patches to remove.",
      }),
    );
  problems.throwIfAny();
  if (named === undefined || options === undefined) return EXIT.internal;
  const repo = await findRepo(named.dir, io.cwd);
  const { removed, rpms, published } = await removePatches(
    repo,
    named.rest,
    options,
  );
  if (line.flag("json")) {
    const object = {
      schemaVersion: 1,
      removed,
      removedRpms: rpms,
      purged: published.purged,
      rpms: published.rpms,
      writer: published.writer,
    };
    io.stdout.write(`${JSON.stringify(object, null, 2)}\n`);
    return EXIT.done;
  }
  const lines = [
    ...removed.map((id) => `removed  ${id}`),
    ...rpms.map((name) => `removed  ${name}`),
    `repodata ${counted(published.rpms, "RPM")}`,
  ];
  writeFitted(io.stdout, lines.map((text) => `${safeText(text)}\n`).join(""));
  return EXIT.done;
}

import type { ParsedLine } from "../../command-line/parse.js";
import { CliError } from "../../error.js";
import { EXIT } from "../../exit-codes.js";
import type { Problems } from "../../problems.js";
import { rewriteText } from "../../render/rewrite-summary.js";
import type { Io } from "../../world/io.js";
import { decideChange } from "../rewrite/patch-modify.js";
import { readChange } from "../rewrite/read-change.js";
import { problemListOf, rewriteFiles } from "../rewrite/rewrite-files.js";
import type { Decide } from "../rewrite/rewrite-jobs.js";
import { failing } from "./failing.js";
import { assertNamed, placeLines, whichPatch } from "./which-patch.js";

/** `modify_patch`: stdout holds the original's lines, stderr what was done with which key. */
export async function runModifyPatch(
  line: ParsedLine,
  lineProblems: Problems | undefined,
  io: Io,
): Promise<number> {
  const problems = problemListOf(lineProblems);
  const which = await problems.attempt(() => whichPatch(line, io));
  const status = await problems.attempt(() => statusOf(line));
  problems.throwIfAny();
  if (which === undefined || status === undefined) return EXIT.internal;
  io.stdout.write(placeLines(which));
  const change = decideChange({ status }, false);
  const decide: Decide = (patch, ...rest) => {
    assertNamed(which, patch.verified.metadata);
    return change(patch, ...rest);
  };
  const rewriting = { label: "modifying", decide, onResult: () => undefined };
  const file = { ...line, positionals: [which.path] };
  const results = await failing("Failed to modify patch!\n", io, () =>
    rewriteFiles(file, problems, rewriting, io),
  );
  for (const result of results) io.stderr.write(rewriteText(result, false));
  const shown = which.named?.id ?? which.path;
  io.stdout.write(`Patch '${shown}' has been modified to status '${status}'\n`);
  return EXIT.done;
}

/** @throws CliError CLI_ARGUMENT_MISSING, CLI_OPTIONS_CONFLICT */
function statusOf(line: ParsedLine): string {
  const { status } = readChange(line);
  if (status !== undefined) return status;
  throw new CliError("CLI_ARGUMENT_MISSING", "new status not specified", {
    remedy: "Give one of --obsolete, --released and --development.",
  });
}

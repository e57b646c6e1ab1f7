import { basename } from "node:path";
import { createThreadedHash } from "@stx-patch/node-io";
import type { ParsedLine } from "../../command-line/parse.js";
import { CliError } from "../../error.js";
import { EXIT } from "../../exit-codes.js";
import { ProblemList, type Problems } from "../../problems.js";
import { createProgress } from "../../render/progress.js";
import { rebuildJson, rebuildText } from "../../render/rebuild.js";
import { lookFor } from "../../render/report-look.js";
import type { Io } from "../../world/io.js";
import { sizesOf } from "../../world/jobs.js";
import { findImaSigner, findPatchSigner } from "../patch-signer.js";
import { trustSetup } from "../verify-file.js";
import { rebuildPatch, type RebuildArguments } from "./rebuild-patch.js";
import { writeFitted } from "../../render/fit.js";

/** Reading the patch, writing it again and verifying that. */
const PASSES = 3;

/** `patch-rebuild PATCH`. */
export async function runPatchRebuild(
  line: ParsedLine,
  problems: Problems | undefined,
  io: Io,
): Promise<number> {
  const given = await argumentsOf(line, problems, io);
  const [size = 0] = await sizesOf([given.file], io.cwd);
  const progress = createProgress(io, {
    label: `rebuilding ${basename(given.file)}`,
    // File signatures that are made anew take the digest of each RPM first.
    totalBytes: (given.imaKey === undefined ? PASSES : PASSES + 1) * size,
    enabled: !line.flag("quiet") && !line.flag("no-progress"),
  });
  const digests = createThreadedHash();
  const { hash, memory } = digests;
  try {
    const result = await rebuildPatch(
      given,
      { hash, memory, progress },
      io.log,
    );
    progress.hide();
    if (line.flag("json")) io.stdout.write(rebuildJson(result));
    else if (!line.flag("quiet"))
      writeFitted(
        io.stdout,
        rebuildText(result, lookFor(io.stdout, io.env, "short")),
      );
    return result.diff.verdict === "different" ? EXIT.different : EXIT.done;
  } finally {
    progress.end();
    await digests.close();
  }
}

async function argumentsOf(
  line: ParsedLine,
  lineProblems: Problems | undefined,
  io: Io,
): Promise<RebuildArguments> {
  const problems = new ProblemList();
  if (lineProblems !== undefined) problems.add(...lineProblems.problems);
  const [file, ...surplus] = line.positionals;
  if (file === undefined || file === "-")
    problems.add(
      new CliError("CLI_ARGUMENT_MISSING", "no patch file is named"),
    );
  if (surplus.length > 0)
    problems.add(
      new CliError("CLI_ARGUMENT_UNEXPECTED", "only one patch at a time"),
    );
  const setup = await problems.attempt(() => trustSetup(line, io));
  const patchKey = isNamed(line, "")
    ? await problems.attempt(() => findPatchSigner(line, io))
    : undefined;
  const imaKey = isNamed(line, "ima-")
    ? await problems.attempt(() => findImaSigner(line, io))
    : undefined;
  problems.throwIfAny();
  if (file === undefined || setup === undefined)
    throw new TypeError("what is missing was reported");
  return {
    file,
    cwd: io.cwd,
    setup,
    patchKey,
    imaKey,
    rpms: line.list("rpms"),
  };
}

/** Keys of the surroundings are not taken: what they would sign was not asked for. */
function isNamed(line: ParsedLine, prefix: "" | "ima-"): boolean {
  return ["key", "signer"].some(
    (option) => line.text(`${prefix}${option}`) !== undefined,
  );
}

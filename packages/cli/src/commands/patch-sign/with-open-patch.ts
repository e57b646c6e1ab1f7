import { createThreadedHash } from "@stx-patch/node-io";
import type { ParsedLine } from "../../command-line/parse.js";
import { CliError } from "../../error.js";
import { ProblemList, type Problems } from "../../problems.js";
import { createProgress } from "../../render/progress.js";
import type { Io } from "../../world/io.js";
import { sizesOf } from "../../world/jobs.js";
import { openPatch, type OpenPatch } from "../open-patch.js";
import { trustSetup, type TrustSetup } from "../verify-file.js";
import type { PatchTools } from "../write-patch-file.js";

/** What is to be done with the one patch of a command line, once it is verified. */
export interface PatchTask<T> {
  /** For the progress line. */
  readonly label: string;
  /** How often the file is read or written as a whole. */
  readonly passes: number;
  readonly allowUntrusted: boolean;
  readonly run: (
    patch: OpenPatch,
    setup: TrustSetup,
    tools: PatchTools,
  ) => Promise<T>;
}

/**
 * Opens the one patch that a command line names, verifies it, and closes it again after the work.
 *
 * @throws Problems; CliError CLI_PATCH_MALFORMED, CLI_PATCH_UNTRUSTED; IoError; what the task throws
 */
export async function withOpenPatch<T>(
  line: ParsedLine,
  lineProblems: Problems | undefined,
  { label, passes, allowUntrusted, run }: PatchTask<T>,
  io: Io,
): Promise<T> {
  const problems = new ProblemList();
  if (lineProblems !== undefined) problems.add(...lineProblems.problems);
  const file = await problems.attempt(() => onlyFile(line));
  const setup = await problems.attempt(() => trustSetup(line, io));
  problems.throwIfAny();
  if (file === undefined || setup === undefined)
    throw new TypeError("a value is missing although no problem was found");
  const [sizeBytes = 0] = await sizesOf([file], io.cwd);
  const progress = createProgress(io, {
    label,
    totalBytes: passes * sizeBytes,
    enabled: !line.flag("quiet") && !line.flag("no-progress"),
  });
  const digests = createThreadedHash();
  const { hash, memory } = digests;
  const { advance } = progress;
  const { cwd } = io;
  try {
    const patch = await io.log.phase(`verifying ${file}`, () =>
      openPatch(file, { setup, cwd, hash, memory, advance, allowUntrusted }),
    );
    try {
      return await io.log.phase(label, () =>
        run(patch, setup, { hash, memory, progress }),
      );
    } finally {
      await patch.close();
    }
  } finally {
    progress.end();
    await digests.close();
  }
}

/** @throws CliError CLI_ARGUMENT_MISSING, CLI_ARGUMENT_UNEXPECTED */
function onlyFile({ positionals: [file, ...more] }: ParsedLine): string {
  if (file === undefined)
    throw new CliError("CLI_ARGUMENT_MISSING", "no patch is named");
  if (more.length > 0)
    throw new CliError("CLI_ARGUMENT_UNEXPECTED", "name one patch at a time");
  if (file === "-")
    throw new CliError(
      "CLI_ARGUMENT_UNEXPECTED",
      "the patch cannot come from stdin (-)",
      { remedy: "Name a file." },
    );
  return file;
}

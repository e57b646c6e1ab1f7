import { resolve } from "node:path";
import { createAtomicFile, type AtomicFile } from "@stx-patch/node-io";
import type { PatchDiff } from "@stx-patch/patch-diff";
import type { ParsedLine } from "../../command-line/parse.js";
import { CliError } from "../../error.js";
import { diffPage } from "../../render/html/diff-page.js";
import { version } from "../../version.js";
import { identityOf } from "../../world/files.js";
import type { Io } from "../../world/io.js";

/** The page of `--html`, which has its place, but no content yet; without the option nothing happens. */
export interface DiffPageFile {
  readonly usesStdout: boolean;
  write(diff: PatchDiff, exitCode: number): Promise<void>;
  /** Removes what was not written. */
  abort(): Promise<void>;
}

/**
 * Creates the file first, so that what cannot be written is known before the work starts.
 *
 * @throws CliError CLI_OPTIONS_CONFLICT when it would replace a patch, or share stdout; IoError
 */
export async function openDiffPage(
  line: ParsedLine,
  io: Io,
): Promise<DiffPageFile> {
  const target = line.text("html");
  if (target === "-" && line.flag("json"))
    throw new CliError(
      "CLI_OPTIONS_CONFLICT",
      "--html - and --json are the same place",
    );
  const file =
    target === undefined || target === "-"
      ? undefined
      : await createPage(resolve(io.cwd, target), line, io);
  return {
    usesStdout: target === "-",
    write: async (diff, exitCode) => {
      if (target === undefined) return;
      const run = { diff, exitCode, at: io.now(), version: version() };
      const bytes = new TextEncoder().encode(diffPage(run));
      await (file?.write(bytes) ?? io.stdout.writeBytes(bytes));
      await file?.commit();
    },
    abort: async () => {
      await file?.abort();
    },
  };
}

async function createPage(
  path: string,
  line: ParsedLine,
  io: Io,
): Promise<AtomicFile> {
  const place = identityOf(path);
  for (const patch of line.positionals) {
    if (patch === "-") continue;
    if (identityOf(resolve(io.cwd, patch)) === place)
      throw new CliError(
        "CLI_OPTIONS_CONFLICT",
        `--html would replace the patch ${patch}`,
      );
  }
  return createAtomicFile(path);
}

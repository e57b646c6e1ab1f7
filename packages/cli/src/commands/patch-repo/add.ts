import { basename } from "node:path";
import { createThreadedHash } from "@stx-patch/node-io";
import type { ParsedLine } from "../../command-line/parse.js";
import { EXIT } from "../../exit-codes.js";
import { addPatches, type Added } from "../../patch-repo/add.js";
import { findOrCreateRepo, removeIfEmpty } from "../../patch-repo/layout.js";
import { missingRequirements } from "../../patch-repo/patches.js";
import type { Problems, ProblemList } from "../../problems.js";
import { createProgress } from "../../render/progress.js";
import { counted, safeText } from "../../render/text.js";
import type { Io } from "../../world/io.js";
import { sizesOf } from "../../world/jobs.js";
import { trustSetup } from "../verify-file.js";
import { changeOptions, problemsFrom, repoArguments } from "./arguments.js";
import { writeFitted } from "../../render/fit.js";

/** `patch-repo add`. */
export async function runPatchRepoAdd(
  line: ParsedLine,
  lineProblems: Problems | undefined,
  io: Io,
): Promise<number> {
  const problems = problemsFrom(lineProblems);
  const named = await problems.attempt(() => repoArguments(line));
  const added = await add(named?.dir, named?.rest ?? [], line, problems, io);
  if (line.flag("json")) io.stdout.write(addedJson(added));
  else if (!line.flag("quiet")) writeFitted(io.stdout, addedText(added));
  return EXIT.done;
}

/** Verifying a patch, then taking out what is in it. */
const PASSES = 2;

/**
 * Adds patches, shared with the drop-in command.
 *
 * @param problems - of the command line so far
 */
export async function add(
  dir: string | undefined,
  files: readonly string[],
  line: ParsedLine,
  problems: ProblemList,
  io: Io,
): Promise<Added> {
  const setup = await problems.attempt(() => trustSetup(line, io));
  const options = await problems.attempt(() => changeOptions(line, io));
  problems.throwIfAny();
  if (dir === undefined || setup === undefined || options === undefined)
    throw new TypeError("a value is missing although no problem was found");
  const repo = await findOrCreateRepo(dir, io.cwd);
  const takeBack = (): void => {
    removeIfEmpty(repo);
  };
  // A signal ends the process without coming back here.
  process.once("exit", takeBack);
  const sizes = await sizesOf(files, io.cwd);
  const progress = createProgress(io, {
    label: `adding to ${basename(repo.path)}`,
    totalBytes: PASSES * sizes.reduce((sum, size) => sum + size, 0),
    enabled: !line.flag("quiet") && !line.flag("no-progress"),
  });
  const digests = createThreadedHash();
  const { hash, memory } = digests;
  try {
    return await addPatches(
      repo,
      files,
      {
        setup,
        cwd: io.cwd,
        hash,
        memory,
        advance: progress.advance,
        allowUntrusted: line.flag("allow-untrusted"),
      },
      options,
    );
  } catch (error) {
    takeBack();
    throw error;
  } finally {
    process.off("exit", takeBack);
    progress.end();
    await digests.close();
  }
}

/** What was done, and what hosts may miss. */
export function addedText(result: Added): string {
  const { added, present, published, patches } = result;
  const lines = [
    ...added.map(
      ({ id, isUntrusted }) =>
        `added    ${id}${isUntrusted ? " (NOT TRUSTED, as allowed)" : ""}`,
    ),
    ...present.map((id) => `there    ${id}`),
    ...published.purged.map((name) => `purged   ${name}`),
    ...missingRequirements(patches).map(
      ({ id, requires }) =>
        `warning  ${id} requires ${requires}, which is not in the repository`,
    ),
    `repodata ${counted(published.rpms, "RPM")} of ${patches.length === 1 ? "1 patch" : `${patches.length} patches`}, written by ${published.writer === "own" ? "our own writer" : published.writer}`,
  ];
  return lines.map((text) => `${safeText(text)}\n`).join("");
}

function addedJson({ added, present, published, patches }: Added): string {
  const object = {
    schemaVersion: 1,
    added: added.map(({ id, file, isUntrusted }) => ({
      id,
      file,
      trusted: !isUntrusted,
    })),
    present,
    purged: published.purged,
    missingRequires: missingRequirements(patches),
    patches: patches.length,
    rpms: published.rpms,
    writer: published.writer,
  };
  return `${JSON.stringify(object, null, 2)}\n`;
}

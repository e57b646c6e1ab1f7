import type { ParsedLine } from "../../command-line/parse.js";
import { CliError } from "../../error.js";
import { EXIT } from "../../exit-codes.js";
import { findRepo } from "../../patch-repo/layout.js";
import { readPatches, type RepoPatch } from "../../patch-repo/patches.js";
import { rpmNames } from "../../patch-repo/rpms.js";
import type { Problems } from "../../problems.js";
import { renderTable } from "../../render/table.js";
import { safeText } from "../../render/text.js";
import type { Io } from "../../world/io.js";
import {
  problemsFrom,
  repoArguments,
  type RepoArguments,
} from "./arguments.js";
import { writeFitted } from "../../render/fit.js";

/** `patch-repo list`. */
export async function runPatchRepoList(
  line: ParsedLine,
  lineProblems: Problems | undefined,
  io: Io,
): Promise<number> {
  const { dir } = await onlyDirectory(line, lineProblems);
  const repo = await findRepo(dir, io.cwd);
  const patches = await readPatches(repo);
  const present = new Set(await rpmNames(repo));
  if (line.flag("json")) io.stdout.write(listJson(patches, present));
  else writeFitted(io.stdout, listText(patches, present));
  return EXIT.done;
}

/** @throws Problems */
export async function onlyDirectory(
  line: ParsedLine,
  lineProblems: Problems | undefined,
): Promise<RepoArguments> {
  const problems = problemsFrom(lineProblems);
  const named = await problems.attempt(() => repoArguments(line));
  const [surplus] = named?.rest ?? [];
  if (surplus !== undefined)
    problems.add(
      new CliError("CLI_ARGUMENT_UNEXPECTED", `unexpected ${surplus}`),
    );
  problems.throwIfAny();
  if (named === undefined)
    throw new TypeError("a value is missing although no problem was found");
  return named;
}

function listText(
  patches: readonly RepoPatch[],
  present: ReadonlySet<string>,
): string {
  if (patches.length === 0) return "no patches\n";
  const rows = patches.map(({ id, metadata }) => [
    id,
    safeText(metadata.swVersion),
    safeText(metadata.status === "" ? "-" : metadata.status),
    safeText(metadata.summary),
  ]);
  const rpms = patches.map(({ id, metadata }) => [
    `\n${id}\n`,
    ...metadata.contents.map(
      (name) => `  ${safeText(name)}${present.has(name) ? "" : " (purged)"}\n`,
    ),
  ]);
  return (
    renderTable([["PATCH", "RELEASE", "STATUS", "SUMMARY"], ...rows], "") +
    rpms.flat().join("")
  );
}

function listJson(
  patches: readonly RepoPatch[],
  present: ReadonlySet<string>,
): string {
  const object = {
    schemaVersion: 1,
    patches: patches.map(({ id, metadata }) => ({
      id,
      swVersion: metadata.swVersion,
      status: metadata.status,
      summary: metadata.summary,
      requires: metadata.requires,
      personalities: metadata.personalities,
      rpms: metadata.contents.map((fileName) => ({
        fileName,
        present: present.has(fileName),
      })),
    })),
  };
  return `${JSON.stringify(object, null, 2)}\n`;
}

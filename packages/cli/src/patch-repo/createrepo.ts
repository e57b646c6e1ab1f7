import { access, constants } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { isCodedError } from "@stx-patch/core";
import { runProgram } from "@stx-patch/node-io";
import { CliError } from "../error.js";
import { rpmLocation, type PatchRepo } from "./layout.js";
import type { RepodataRequest } from "./repodata.js";
import { writeStaged } from "./staging.js";

const PROGRAM = "createrepo_c";
/** Long enough for thousands of RPMs on a slow disk; without an end, one that hangs would keep the repository locked. */
const TIMEOUT_MS = 3_600_000;
/** It is told to be quiet. */
const MAX_OUTPUT_BYTES = 1 << 20;

/**
 * Where createrepo_c is.
 *
 * @param searchPath - `PATH`
 */
export async function findCreaterepo(
  searchPath: string | undefined,
): Promise<string | undefined> {
  for (const folder of (searchPath ?? "").split(delimiter)) {
    const path = join(folder, PROGRAM);
    if (folder !== "" && (await isExecutable(path))) return path;
  }
  return undefined;
}

/**
 * Has createrepo_c write repodata, into a folder of its own.
 *
 * @throws CliError CLI_REPO_CREATEREPO
 */
export async function runCreaterepo(
  program: string,
  repo: PatchRepo,
  { rpmNames, comps, timeSeconds, folder }: RepodataRequest,
): Promise<void> {
  const staging = dirname(folder);
  const list = join(staging, "packages.list");
  const groups = join(staging, "comps.xml");
  await writeStaged(groups, comps);
  await writeStaged(
    list,
    rpmNames.map((name) => `${rpmLocation(name)}\n`).join(""),
  );
  await runOrThrow(program, [
    "--quiet",
    "--no-database",
    "--revision",
    String(timeSeconds),
    "--set-timestamp-to-revision",
    "--pkglist",
    list,
    "--groupfile",
    groups,
    "--outputdir",
    staging,
    repo.path,
  ]);
}

async function runOrThrow(
  program: string,
  args: readonly string[],
): Promise<void> {
  const { status, said } = await runProgram({
    name: PROGRAM,
    ...{ program, args },
    timeoutMs: TIMEOUT_MS,
    maxOutputBytes: MAX_OUTPUT_BYTES,
  }).catch((cause: unknown) => {
    if (!isCodedError(cause)) throw cause;
    throw new CliError("CLI_REPO_CREATEREPO", cause.message, { cause });
  });
  if (status === 0) return;
  throw new CliError(
    "CLI_REPO_CREATEREPO",
    `${program} ended with ${status}${said === "" ? "" : `: ${said}`}`,
  );
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

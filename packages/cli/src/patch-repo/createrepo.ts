import { spawn } from "node:child_process";
import { access, constants } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { CliError } from "../error.js";
import { rpmLocation, type PatchRepo } from "./layout.js";
import type { RepodataRequest } from "./repodata.js";
import { writeStaged } from "./staging.js";

const PROGRAM = "createrepo_c";
const MAX_MESSAGE_CHARACTERS = 2000;

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
  await runProgram(program, [
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

async function runProgram(
  program: string,
  argv: readonly string[],
): Promise<void> {
  const child = spawn(program, argv, { stdio: ["ignore", "ignore", "pipe"] });
  // Whoever ends us by a signal ends it, too; Ctrl-C would reach it, kill would not.
  const endIt = (): boolean => child.kill("SIGKILL");
  process.once("exit", endIt);
  let message = "";
  child.stderr.on("data", (chunk: Buffer) => {
    if (message.length < MAX_MESSAGE_CHARACTERS) message += chunk.toString();
  });
  const ended = await new Promise<string | undefined>((resolve) => {
    child.on("error", ({ message: problem }) => {
      resolve(problem);
    });
    child.on("close", (status, signal) => {
      resolve(
        status === 0 ? undefined : `ended with ${String(status ?? signal)}`,
      );
    });
  });
  process.off("exit", endIt);
  if (ended === undefined) return;
  const said = message.slice(0, MAX_MESSAGE_CHARACTERS).trim();
  throw new CliError(
    "CLI_REPO_CREATEREPO",
    `${program} ${ended}${said === "" ? "" : `: ${said}`}`,
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

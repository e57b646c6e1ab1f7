import { readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { coded, openFileSource } from "@stx-patch/node-io";
import { readRepomd } from "@stx-patch/repodata";
import { CliError } from "../error.js";
import { statIfThere } from "../world/files.js";
import { findCreaterepo, runCreaterepo } from "./createrepo.js";
import { compsOf } from "./groups.js";
import { rpmLocation, type PatchRepo } from "./layout.js";
import { writeOwnRepodata } from "./own-repodata.js";
import { damaged, readPatches } from "./patches.js";
import {
  contentsOf,
  lackingRpms,
  readRpms,
  rpmNames,
  supersededOf,
} from "./rpms.js";
import { moveAll, moveOne, removeAll, STAGED, writeStaged } from "./staging.js";

/** What repodata are to say. */
export interface RepodataRequest {
  /** RPMs in `Packages/`, sorted. */
  readonly rpmNames: readonly string[];
  /** Text of comps.xml. */
  readonly comps: string;
  /** Since 1970. */
  readonly timeSeconds: number;
  /** Where to write the files. */
  readonly folder: string;
}

/** Who may write repodata. */
export const WRITERS = ["auto", "createrepo_c", "own"] as const;

/** How to write repodata. */
export interface PublishOptions {
  readonly by: (typeof WRITERS)[number];
  /** `PATH`, where createrepo_c is looked for. */
  readonly searchPath: string | undefined;
  readonly timeSeconds: number;
}

/** What was published. */
export interface Published {
  readonly writer: "createrepo_c" | "own";
  readonly rpms: number;
  /** RPMs that were removed because there is a newer one. */
  readonly purged: readonly string[];
}

/**
 * Makes the repository say what its patches are: comps.xml and repodata, of the newest RPMs only. The new repodata count from the moment on
 * that repomd.xml is replaced, which is one step; until then the old ones hold, and none of their files was touched.
 *
 * @throws CliError CLI_REPO_DAMAGED, CLI_REPO_CREATEREPO; RpmError, IoError
 */
export async function publish(
  repo: PatchRepo,
  options: PublishOptions,
): Promise<Published> {
  const patches = await readPatches(repo);
  const contents = new Set(contentsOf(patches));
  const present = (await rpmNames(repo)).filter((name) => contents.has(name));
  const [lacking] = lackingRpms(patches, new Set(present));
  if (lacking !== undefined)
    throw damaged(join(repo.packages, lacking), "it is missing");
  const superseded = supersededOf(await readRpms(repo, present));
  const purged = superseded.map(({ fileName }) => fileName);
  const folder = join(repo.staging, STAGED.repodata);
  const request: RepodataRequest = {
    rpmNames: present.filter((name) => !purged.includes(name)),
    comps: compsOf(patches),
    timeSeconds: options.timeSeconds,
    folder,
  };
  const writer = await write(repo, request, options);
  await putInPlace(repo, request);
  await removeAll(purged.map((name) => join(repo.path, rpmLocation(name))));
  return { writer, rpms: request.rpmNames.length, purged };
}

async function write(
  repo: PatchRepo,
  request: RepodataRequest,
  { by, searchPath }: PublishOptions,
): Promise<Published["writer"]> {
  const program = by === "own" ? undefined : await findCreaterepo(searchPath);
  if (program !== undefined) {
    await runCreaterepo(program, repo, request);
    return "createrepo_c";
  }
  if (by === "createrepo_c")
    throw new CliError("CLI_REPO_CREATEREPO", "there is no createrepo_c");
  await writeOwnRepodata(repo, request);
  return "own";
}

const REPOMD = "repomd.xml";

async function putInPlace(
  repo: PatchRepo,
  { folder, comps }: RepodataRequest,
): Promise<void> {
  const repomd = join(repo.repodata, REPOMD);
  const before = await filesOf(repomd);
  const names = await coded("list", folder, () => readdir(folder));
  const others = names.filter((name) => name !== REPOMD);
  await moveAll(folder, repo.repodata, others);
  await moveOne(
    await writeStaged(join(repo.staging, "new-comps.xml"), comps),
    repo.comps,
  );
  await moveOne(join(folder, REPOMD), repomd);
  // A reader that has the old repomd.xml still finds the files that it names.
  await removeOld(repo, new Set([...names, ...before]));
}

/** Base names of the files that a repomd.xml names; none when there is none that can be read. */
async function filesOf(repomd: string): Promise<string[]> {
  if ((await statIfThere(repomd)) === undefined) return [];
  const source = await openFileSource(repomd);
  try {
    return (await readRepomd(source.open())).map(({ href }) => basename(href));
  } catch {
    // It is about to be replaced; what it named cannot be read anyway.
    return [];
  } finally {
    await source.close();
  }
}

/** Only what is named as repodata are; other files are not ours. */
async function removeOld(
  repo: PatchRepo,
  kept: ReadonlySet<string>,
): Promise<void> {
  const names = await coded("list", repo.shown, () => readdir(repo.repodata));
  await removeAll(
    names
      .filter((name) => /^[0-9a-f]{64}-/.test(name) && !kept.has(name))
      .map((name) => join(repo.repodata, name)),
  );
}

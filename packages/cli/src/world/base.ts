import { basename, dirname, join, resolve } from "node:path";
import {
  createFileHeads,
  nativeDecompressor,
  nativeHash,
  openFileSource,
} from "@stx-patch/node-io";
import { PackageIndex, type BaseRelease } from "@stx-patch/patch-verify";
import {
  nevraText,
  packageKey,
  readRepository,
  REPOMD_PATH,
  repoPackageOf,
  type RepoPackage,
} from "@stx-patch/repodata";
import { describeRpm, readRpmHeadersSync } from "@stx-patch/rpm-parser";
import { CliError } from "../error.js";
import type { BaseRpm } from "./base-files.js";
import { ProblemList } from "../problems.js";
import { statIfThere } from "./files.js";
import { findFiles } from "./find-files.js";

/** A load, and where its RPMs are. */
export interface LoadedBase {
  readonly release: BaseRelease;
  /** The RPMs that are at hand, by `name.arch`. */
  readonly rpms: ReadonlyMap<string, BaseRpm>;
}

/**
 * Reads what a load has: from its repodata, or from the headers of its RPMs.
 *
 * @param swVersion - its platform release, when something else than the directory's name tells
 * @throws CliError CLI_BASE_MISSING, CLI_BASE_EMPTY; RepoError; Problems with an RpmError for each RPM that cannot be read
 */
export async function loadBase(
  folder: string,
  cwd: string,
  swVersion: string | undefined,
): Promise<LoadedBase> {
  const path = resolve(cwd, folder);
  if ((await statIfThere(path))?.isDirectory() !== true)
    throw new CliError("CLI_BASE_MISSING", `${folder}: no such directory`);
  const hasRepodata =
    (await statIfThere(join(path, REPOMD_PATH))) !== undefined;
  const packages = hasRepodata
    ? await fromRepodata(path)
    : await fromRpms(path);
  if (packages.length === 0)
    throw new CliError("CLI_BASE_EMPTY", `${folder}: no binary package in it`);
  const index = new PackageIndex(packages);
  return {
    release: {
      source: folder,
      swVersion: swVersion ?? releaseOfPath(path),
      packages: index,
    },
    rpms: await rpmsOf(index, path),
  };
}

async function fromRepodata(folder: string): Promise<RepoPackage[]> {
  return readRepository({
    open: (path) => readFile(join(folder, path)),
    decompressor: nativeDecompressor,
    hash: nativeHash,
  });
}

async function* readFile(path: string): AsyncGenerator<Uint8Array> {
  const source = await openFileSource(path);
  try {
    yield* source.open();
  } finally {
    await source.close();
  }
}

async function fromRpms(folder: string): Promise<RepoPackage[]> {
  const heads = createFileHeads();
  const packages: RepoPackage[] = [];
  const problems = new ProblemList();
  for (const path of await findFiles(folder, ".rpm")) {
    const found = await problems.attempt(() =>
      heads.use(path, (read) => Promise.resolve(packageOf(read, path, folder))),
    );
    if (found !== undefined) packages.push(found);
  }
  problems.throwIfAny();
  return packages;
}

function packageOf(
  read: Parameters<typeof readRpmHeadersSync>[0],
  path: string,
  folder: string,
): RepoPackage | undefined {
  const headers = readRpmHeadersSync(read, { name: path });
  const info = describeRpm(headers);
  return info.isSource
    ? undefined
    : repoPackageOf(headers, info, path.slice(folder.length + 1));
}

/** Repodata may come without the RPMs. */
async function rpmsOf(
  index: PackageIndex,
  folder: string,
): Promise<Map<string, BaseRpm>> {
  const rpms = new Map<string, BaseRpm>();
  for (const found of index.packages) {
    if (found.location === undefined) continue;
    const path = join(folder, found.location);
    if ((await statIfThere(path))?.isFile() === true)
      rpms.set(packageKey(found), { path, nevra: nevraText(found) });
  }
  return rpms;
}

/** A target keeps the load of a release in `rel-RELEASE`, or in a directory of that. */
function releaseOfPath(path: string): string | undefined {
  return [basename(path), basename(dirname(path))]
    .map((name) => /^rel-([0-9][0-9A-Za-z.]*)$/.exec(name)?.[1])
    .find((version) => version !== undefined);
}

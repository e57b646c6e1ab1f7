import { existsSync, mkdirSync, rmdirSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { coded, codedNow } from "@stx-patch/node-io";
import { CliError } from "../error.js";
import { statIfThere } from "../world/files.js";

/** A directory with the RPMs of patches, as `setup_patch_repo` made them. */
export interface PatchRepo {
  /** As it was named. */
  readonly shown: string;
  /** Absolute. */
  readonly path: string;
  /** RPMs, flat. */
  readonly packages: string;
  /** `<id>-metadata.xml` of each patch. */
  readonly metadata: string;
  readonly repodata: string;
  readonly comps: string;
  /** Where files are made before they get their place; on the same file system. */
  readonly staging: string;
  readonly lock: string;
}

/** Our own files inside of a repository; createrepo_c looks at neither. */
const STAGING = ".patch-repo.staging";
const LOCK = ".patch-repo.lock";

/** Path of an RPM below the repository. */
export function rpmLocation(fileName: string): string {
  return `Packages/${fileName}`;
}

/**
 * A repository that is there.
 *
 * @throws CliError CLI_REPO_MISSING
 */
export async function findRepo(shown: string, cwd: string): Promise<PatchRepo> {
  const repo = repoAt(shown, cwd);
  if (await hasStructure(repo)) return repo;
  throw new CliError("CLI_REPO_MISSING", `${shown}: no patch repository`);
}

/**
 * A repository that is there, or a new one in an empty directory. The original's structure counts as one.
 *
 * @throws CliError CLI_REPO_FOREIGN; IoError
 */
export async function findOrCreateRepo(
  shown: string,
  cwd: string,
): Promise<PatchRepo> {
  const repo = repoAt(shown, cwd);
  if (await hasStructure(repo)) return repo;
  if ((await statIfThere(repo.path)) !== undefined) {
    const names = await coded("list", shown, () => readdir(repo.path));
    const foreign = names.find((name) => !OURS.includes(name));
    if (foreign !== undefined)
      throw new CliError(
        "CLI_REPO_FOREIGN",
        `${shown}: has ${JSON.stringify(foreign)} and no Packages/ and metadata/committed/`,
      );
  }
  // At once: no signal comes between this and what the caller does about signals.
  codedNow("create", shown, () => {
    for (const path of [repo.packages, repo.repodata, repo.metadata])
      mkdirSync(path, { recursive: true });
  });
  return repo;
}

/**
 * Takes back the creation of a repository that got no content. Only what is empty goes, so somebody who put something into it meanwhile keeps it; the
 * lock stays, as others may wait for it. At once, so that a process that is ending can do it.
 */
export function removeIfEmpty(repo: PatchRepo): void {
  if (existsSync(join(repo.repodata, "repomd.xml"))) return;
  for (const path of [
    repo.packages,
    repo.metadata,
    dirname(repo.metadata),
    repo.repodata,
  ])
    removeIfEmptyFolder(path);
}

function removeIfEmptyFolder(path: string): void {
  try {
    rmdirSync(path);
  } catch {
    // Somebody put something into it, or it is gone.
  }
}

/** What an interrupted creation leaves. */
const OURS = ["Packages", "metadata", "repodata", STAGING, LOCK];

async function hasStructure({
  packages,
  metadata,
}: PatchRepo): Promise<boolean> {
  const states = await Promise.all([packages, metadata].map(statIfThere));
  return states.every((state) => state?.isDirectory() === true);
}

function repoAt(shown: string, cwd: string): PatchRepo {
  const path = resolve(cwd, shown);
  return {
    shown,
    path,
    packages: join(path, "Packages"),
    metadata: join(path, "metadata", "committed"),
    repodata: join(path, "repodata"),
    comps: join(path, "comps.xml"),
    staging: join(path, STAGING),
    lock: join(path, LOCK),
  };
}

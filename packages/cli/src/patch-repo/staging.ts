import { rmSync } from "node:fs";
import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { coded, lockFolder } from "@stx-patch/node-io";
import type { PatchRepo } from "./layout.js";

/** Folders of the staging folder. */
export const STAGED = {
  /** RPMs of a patch that is not known to be whole yet. */
  incoming: "incoming",
  /** RPMs of whole patches. */
  packages: "Packages",
  metadata: "metadata",
  /** Metadata of patches that are being removed. */
  removed: "removed",
  repodata: "repodata",
} as const;

/**
 * Runs a change of a repository: nobody else changes it meanwhile, and there is an empty folder to make files in. What an interrupted
 * change left in it is removed, now or by the next one.
 *
 * @throws IoError IO_LOCKED
 */
export async function changing<T>(
  repo: PatchRepo,
  timeoutMs: number,
  change: () => Promise<T>,
): Promise<T> {
  const lock = await lockFolder(repo.lock, { timeoutMs });
  const removeStaging = (): void => {
    rmSync(repo.staging, { recursive: true, force: true });
  };
  // A signal ends the process without coming back here.
  process.once("exit", removeStaging);
  try {
    await coded("prepare", repo.shown, async () => {
      await rm(repo.staging, { recursive: true, force: true });
      for (const name of Object.values(STAGED))
        await mkdir(join(repo.staging, name), { recursive: true });
    });
    return await change();
  } finally {
    removeStaging();
    process.off("exit", removeStaging);
    lock.release();
  }
}

/** Writes a file that is on the disk when this returns. @returns its path */
export async function writeStaged(
  path: string,
  content: string | Uint8Array | AsyncIterable<Uint8Array>,
): Promise<string> {
  await coded("write", path, async () => {
    const handle = await open(path, "wx", 0o644);
    try {
      if (typeof content === "string" || content instanceof Uint8Array)
        await handle.writeFile(content);
      else for await (const chunk of content) await handle.writeFile(chunk);
      await handle.sync();
    } finally {
      await handle.close();
    }
  });
  return path;
}

/** Moves files of a folder to their place. @returns what was moved */
export async function moveAll(
  from: string,
  to: string,
  names?: readonly string[],
): Promise<string[]> {
  return coded("move into", to, async () => {
    const moved = [...(names ?? (await readdir(from)))];
    for (const name of moved) await rename(join(from, name), join(to, name));
    await syncFolder(to);
    return moved.map((name) => join(to, name));
  });
}

/** Gives one file its place: the old one of that name is there until the new one is. */
export async function moveOne(from: string, to: string): Promise<void> {
  await coded("write", to, async () => {
    await rename(from, to);
    await syncFolder(dirname(to));
  });
}

/** Removes files; one that is gone already is fine. */
export async function removeAll(paths: readonly string[]): Promise<void> {
  for (const path of paths)
    await coded("remove", path, () => rm(path, { force: true }));
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

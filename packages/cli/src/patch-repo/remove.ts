import { join } from "node:path";
import { CliError } from "../error.js";
import { ProblemList } from "../problems.js";
import type { PatchRepo } from "./layout.js";
import { metadataFileName, readPatches, type RepoPatch } from "./patches.js";
import { publish, type Published, type PublishOptions } from "./repodata.js";
import { contentsOf, lackingRpms, rpmNames } from "./rpms.js";
import { changing, moveAll, removeAll, STAGED } from "./staging.js";

/** What came of removing patches. */
export interface Removed {
  readonly removed: readonly string[];
  /** RPMs that no patch brings any more. */
  readonly rpms: readonly string[];
  readonly published: Published;
}

/**
 * Removes patches from a repository: all of them or none.
 *
 * @throws Problems with CLI_REPO_PATCH_UNKNOWN, CLI_REPO_PATCH_NEEDED, CLI_REPO_RPM_PURGED; IoError
 */
export async function removePatches(
  repo: PatchRepo,
  ids: readonly string[],
  options: PublishOptions & { readonly timeoutMs: number },
): Promise<Removed> {
  return changing(repo, options.timeoutMs, async () => {
    const patches = await readPatches(repo);
    const removed = [...new Set(ids)];
    const staying = patches.filter(({ id }) => !removed.includes(id));
    const kept = new Set(contentsOf(staying));
    const present = await rpmNames(repo);
    assertRemovable(patches, staying, removed, present);
    const dropped = contentsOf(patches).filter((name) => !kept.has(name));
    const rpms = present.filter((name) => dropped.includes(name));
    const published = await publishWithout(repo, removed, options);
    await removeAll(rpms.map((name) => join(repo.packages, name)));
    return { removed, rpms, published };
  });
}

/** @throws Problems */
function assertRemovable(
  patches: readonly RepoPatch[],
  staying: readonly RepoPatch[],
  removed: readonly string[],
  present: readonly string[],
): void {
  const problems = new ProblemList();
  for (const id of removed) {
    if (!patches.some((patch) => patch.id === id))
      problems.add(
        new CliError(
          "CLI_REPO_PATCH_UNKNOWN",
          `${id} is not in the repository`,
        ),
      );
    for (const { id: other, metadata } of staying)
      if (metadata.requires.includes(id))
        problems.add(
          new CliError("CLI_REPO_PATCH_NEEDED", `${other} requires ${id}`),
        );
  }
  const kept = new Set(contentsOf(staying));
  const left = new Set(present.filter((name) => kept.has(name)));
  for (const name of lackingRpms(staying, left)) {
    const owner = staying.find(({ metadata }) =>
      metadata.contents.includes(name),
    );
    problems.add(
      new CliError(
        "CLI_REPO_RPM_PURGED",
        `${owner?.id ?? ""} needs ${name}, which was purged`,
      ),
    );
  }
  problems.throwIfAny();
}

/** When publishing fails, the patches are there again. */
async function publishWithout(
  repo: PatchRepo,
  ids: readonly string[],
  options: PublishOptions,
): Promise<Published> {
  const names = ids.map(metadataFileName);
  const away = join(repo.staging, STAGED.removed);
  await moveAll(repo.metadata, away, names);
  try {
    return await publish(repo, options);
  } catch (error) {
    await moveAll(away, repo.metadata);
    throw error;
  }
}

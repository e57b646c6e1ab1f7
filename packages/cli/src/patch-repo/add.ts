import { join } from "node:path";
import { openPatch, type OpenPatchOptions } from "../commands/open-patch.js";
import type { PatchRepo } from "./layout.js";
import { readPatches, type RepoPatch } from "./patches.js";
import { publish, type Published, type PublishOptions } from "./repodata.js";
import { changing, moveAll, removeAll, STAGED } from "./staging.js";
import { takePatch } from "./take-patch.js";

/** What came of adding patches. */
export interface Added {
  readonly added: readonly AddedPatch[];
  /** Ids of patches that were there already. */
  readonly present: readonly string[];
  readonly published: Published;
  /** All patches of the repository. */
  readonly patches: readonly RepoPatch[];
}

/** A patch that was added. */
export interface AddedPatch {
  readonly id: string;
  readonly file: string;
  /** Nobody who is trusted signed it, and that was allowed. */
  readonly isUntrusted: boolean;
}

/**
 * Adds patches to a repository: all of them or none.
 *
 * @param files - patches, as they were named
 * @throws CliError CLI_PATCH_*, CLI_REPO_*; BuildError BUILD_PATCH_CHANGED; IoError
 */
export async function addPatches(
  repo: PatchRepo,
  files: readonly string[],
  open: OpenPatchOptions,
  options: PublishOptions & { readonly timeoutMs: number },
): Promise<Added> {
  return changing(repo, options.timeoutMs, async () => {
    const patches = await readPatches(repo);
    const added: AddedPatch[] = [];
    const present: string[] = [];
    for (const file of files) {
      const patch = await openPatch(file, open);
      try {
        const { id } = patch.verified.metadata;
        const taken = await takePatch(repo, patch, patches, {
          hash: open.hash,
          limits: open.setup.limits,
          memory: open.memory,
          advance: open.advance,
        });
        if (taken === undefined) present.push(id);
        else {
          patches.push(taken);
          const isUntrusted = patch.report.verdict !== "trusted";
          added.push({ id, file, isUntrusted });
        }
      } finally {
        await patch.close();
      }
    }
    const published = await publishTaken(repo, options);
    return { added, present, published, patches };
  });
}

/** When publishing fails, what was taken goes away again. */
async function publishTaken(
  repo: PatchRepo,
  options: PublishOptions,
): Promise<Published> {
  const taken = [
    ...(await moveAll(join(repo.staging, STAGED.packages), repo.packages)),
    ...(await moveAll(join(repo.staging, STAGED.metadata), repo.metadata)),
  ];
  try {
    return await publish(repo, options);
  } catch (error) {
    await removeAll(taken);
    throw error;
  }
}

import { readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { PROVENANCE_SUFFIX } from "./provenance.js";
import { SHA256SUMS_SUFFIX } from "./sha256sums.js";
import { TIMESTAMP_SUFFIX } from "./timestamp.js";

/** What became of a patch file. */
export interface PatchUpdate {
  /** Absolute. */
  readonly path: string;
  /** Whether the signed content is another; a new signature alone leaves a provenance as good as it was. */
  readonly hasNewContent: boolean;
}

/**
 * The files beside a patch that were made for it as it was before: nobody looks at them until they are delivered, and
 * then they speak against the patch.
 *
 * @returns absolute paths, sorted; none when the folder cannot be listed
 */
export async function outdatedSidecars({
  path,
  hasNewContent,
}: PatchUpdate): Promise<string[]> {
  const folder = dirname(path);
  const patch = basename(path);
  const names = await readdir(folder).catch((): string[] => []);
  const beside = names.filter((name) => name.startsWith(`${patch}.`));
  if (beside.length === 0) return [];
  const { SBOM_SUFFIX } = await import("@stx-patch/sbom");
  const suffixes = [
    ...Object.values(SBOM_SUFFIX),
    SHA256SUMS_SUFFIX,
    TIMESTAMP_SUFFIX,
    ...(hasNewContent ? [PROVENANCE_SUFFIX] : []),
  ];
  return beside
    .filter((name) => suffixes.includes(name.slice(patch.length)))
    .toSorted()
    .map((name) => join(folder, name));
}

import type { PatchMetadata } from "@stx-patch/patch-format";
import type { RepoPackage } from "@stx-patch/repodata";
import type { PatchView } from "../patch-view.js";

/** An RPM of a patch. */
export interface PatchPackage {
  readonly fileName: string;
  readonly package: RepoPackage;
}

/** What a release and other patches have to fit with. Plain data, so that it can come from another thread. */
export interface PatchFacts {
  readonly metadata: PatchMetadata;
  readonly rpms: readonly PatchPackage[];
  /** False when an RPM could not be read, or there is more than is kept: then nothing can be said to be missing. */
  readonly isComplete: boolean;
}

/** Picks them out of what was read; undefined without metadata. */
export function patchFactsOf({
  metadata,
  rpms,
  stopped,
}: PatchView): PatchFacts | undefined {
  if (metadata === undefined) return undefined;
  const known = (rpms ?? []).flatMap(({ fileName, package: found }) =>
    found === undefined ? [] : [{ fileName, package: found }],
  );
  return {
    metadata,
    rpms: known,
    isComplete: stopped === undefined && known.length === rpms?.length,
  };
}

import type { PackageIndex } from "./package-index.js";
import type { PatchFacts } from "./patch-facts.js";

/** The load that a system was installed with. */
export interface BaseRelease {
  /** As it was named. */
  readonly source: string;
  /** Its platform release; undefined when nothing tells. */
  readonly swVersion: string | undefined;
  readonly packages: PackageIndex;
}

/** A patch beside the one that is judged. */
export interface OtherPatch {
  /** File, as it was named. */
  readonly source: string;
  readonly facts: PatchFacts;
}

/** What a patch is held against. */
export interface ReleaseQuestion {
  readonly base: BaseRelease | undefined;
  /** Patches on the system or in the same delivery. */
  readonly others: readonly OtherPatch[];
  /** True when whoever asks named the patches of the system: then a required patch that is not among them is missing. */
  readonly namesAllPatches: boolean;
}

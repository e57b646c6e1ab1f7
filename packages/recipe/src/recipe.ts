import type { PatchId, Personality } from "@stx-patch/patch-format";

/** A binary package that goes into a patch. */
export interface RecipePackage {
  /** NAME in the RPM's header. */
  readonly name: string;
  /** Node types that install it; none: it updates only hosts that have it already. */
  readonly personalities: readonly Personality[];
  /** Architectures, `x86_64` where the recipe names none. */
  readonly architectures: readonly string[];
}

/** A source package and those of its binary packages that go into a patch. */
export interface SourceRecipe {
  readonly name: string;
  /** It is not built from source: its RPMs lie in the workspace's repository. */
  readonly prebuilt: boolean;
  readonly packages: readonly RecipePackage[];
}

/** What a patch is called, what it says, and what goes into it; the same from XML and from YAML. */
export interface PatchRecipe {
  readonly id: PatchId;
  readonly swVersion: string;
  readonly summary: string;
  readonly description: string;
  readonly installInstructions: string;
  readonly warnings: string;
  readonly status: string;
  readonly unremovable: boolean;
  /** Undefined when the recipe does not say; readers take that for yes. */
  readonly rebootRequired: boolean | undefined;
  readonly applyActiveReleaseOnly: boolean;
  /** Ids that the recipe names. */
  readonly requires: readonly PatchId[];
  /** Path of a semantic check, relative to the recipe; YAML only. */
  readonly preApply: string | undefined;
  /** Path of a semantic check, relative to the recipe; YAML only. */
  readonly preRemove: string | undefined;
  /** Tag or branch of the sources. */
  readonly context: string | undefined;
  readonly sources: readonly SourceRecipe[];
}

/** Architecture of a package whose recipe names none. */
export const DEFAULT_ARCHITECTURE = "x86_64";

/** State of a patch whose recipe names none. */
export const DEFAULT_STATUS = "DEV";

/** Larger than any recipe: the largest patches name some hundred packages. */
export const MAX_RECIPE_BYTES = 256 * 1024;

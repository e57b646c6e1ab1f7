import { errorClass, type CodeCatalogue } from "@stx-patch/core";

/** All codes of this package. */
export const RECIPE_ERRORS = {
  RECIPE_TOO_LARGE: {
    meaning: "A recipe is larger, or nested deeper, than any patch needs.",
    remedy: "Check that the file is a recipe.",
  },
  RECIPE_SYNTAX: {
    meaning: "A recipe is not well-formed XML or YAML.",
    remedy:
      "Repair the line that is named; docs/recipes.md shows both notations.",
  },
  RECIPE_FORBIDDEN: {
    meaning:
      "A recipe uses a feature of YAML or XML through which readers can come to different contents.",
    remedy: "Write the value out where it is needed.",
  },
  RECIPE_UNKNOWN: {
    meaning: "A recipe has an element, attribute or key that means nothing.",
    remedy: "Remove it, or check how it is spelt.",
  },
  RECIPE_MISSING: {
    meaning: "A recipe lacks something without which there is no patch.",
    remedy: "Add what is missing; docs/recipes.md lists what is mandatory.",
  },
  RECIPE_VALUE: {
    meaning: "A value in a recipe is not what it has to be.",
    remedy: "Repair the value at the line that is named.",
  },
  RECIPE_REPEATED: {
    meaning: "A recipe says the same thing twice.",
    remedy: "Remove one of the two.",
  },
  RECIPE_ID_REPEATED: {
    meaning: "Two recipes are for the same patch id.",
    remedy: "Give one of them another id, or leave one out.",
  },
  RECIPE_CYCLE: {
    meaning: "Patches require each other in a circle, so none can be built.",
    remedy: "Remove one of the requires that the message names.",
  },
  RECIPE_REQUIRES_UNKNOWN: {
    meaning:
      "A recipe requires a patch that is neither among the recipes nor built before.",
    remedy:
      "Name the recipe of that patch, too, or list the patch in patch_order.",
  },
  RECIPE_RELEASE_MIXED: {
    meaning: "A recipe is for another release than the one that was asked for.",
    remedy: "Check --sw-version and the sw_version of the recipe.",
  },
  RECIPE_RPM_NOT_HIGHER: {
    meaning:
      "An RPM is not newer than in an earlier patch, so a system that has the earlier patch would not take it.",
    remedy: "Raise the package's release and build the package again.",
  },
  RECIPE_RPM_MISSING: {
    meaning: "The workspace has no RPM of a package that a recipe names.",
    remedy:
      "Build the package, or check --workdir, the package's name and its arch.",
  },
  RECIPE_PATTERNS_MALFORMED: {
    meaning: "A file of patterns or package names cannot be used as it is.",
    remedy: "Repair the line; each one holds a glob or a name.",
  },
} as const satisfies CodeCatalogue;

/** Codes of {@link RecipeError}. */
export type RecipeErrorCode = keyof typeof RECIPE_ERRORS;

/** A recipe, or a set of recipes, of which no patch can be made. */
export class RecipeError extends errorClass("RecipeError", RECIPE_ERRORS) {}

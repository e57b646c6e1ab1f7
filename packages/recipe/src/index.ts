export { contentKey, type KeyPart } from "./content-key.js";
export type { RecipeErrorCode } from "./error.js";
export { RECIPE_ERRORS, RecipeError } from "./error.js";
export {
  globPattern,
  type NamePattern,
  parseImageList,
  parseUnbuiltPatterns,
} from "./file-patterns.js";
export {
  type EarlierPatch,
  type OrderedRecipe,
  orderRecipes,
} from "./order-recipes.js";
export {
  readPlainYaml,
  type RefuseYaml,
  type YamlProblem,
} from "./plain-yaml.js";
export type { RecipeNode } from "./recipe-node.js";
export { isUnbuilt, mayHold, type UnbuiltRules } from "./package-files.js";
export { readRecipe } from "./read-recipe.js";
export type { PatchRecipe, RecipePackage, SourceRecipe } from "./recipe.js";
export {
  DEFAULT_ARCHITECTURE,
  DEFAULT_STATUS,
  MAX_RECIPE_BYTES,
} from "./recipe.js";
export { writeRecipeYaml } from "./recipe-yaml-text.js";
export {
  type PatchedPackage,
  type PatchPackages,
  releaseProblems,
} from "./release-check.js";

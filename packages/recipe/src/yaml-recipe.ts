import type { RecipeErrorCode } from "./error.js";
import { readPlainYaml, type YamlProblem } from "./plain-yaml.js";
import type { PatchRecipe } from "./recipe.js";
import { recipeError } from "./recipe-node.js";
import { toRecipe } from "./to-recipe.js";

const CODES: Readonly<Record<YamlProblem, RecipeErrorCode>> = {
  syntax: "RECIPE_SYNTAX",
  forbidden: "RECIPE_FORBIDDEN",
  repeated: "RECIPE_REPEATED",
  deep: "RECIPE_TOO_LARGE",
  empty: "RECIPE_MISSING",
};

/**
 * Reads a recipe written in plain YAML 1.2.
 *
 * @param file - what to call it in errors
 * @throws RecipeError
 */
export function readYamlRecipe(text: string, file: string): PatchRecipe {
  const root = readPlainYaml(text, (problem, line, message, cause) =>
    recipeError(CODES[problem], file, line, message, { cause }),
  );
  return toRecipe(file, root);
}

import { MAX_RECIPE_BYTES, type PatchRecipe } from "./recipe.js";
import { recipeError } from "./recipe-node.js";
import { readXmlRecipe } from "./xml-recipe.js";
import { readYamlRecipe } from "./yaml-recipe.js";

/**
 * Reads a recipe. What starts like XML is XML, whatever the file is called; everything else is YAML, of which JSON is a part.
 *
 * @param file - what to call it in errors
 * @throws RecipeError
 */
export function readRecipe(bytes: Uint8Array, file: string): PatchRecipe {
  if (bytes.length > MAX_RECIPE_BYTES)
    throw recipeError(
      "RECIPE_TOO_LARGE",
      file,
      undefined,
      `${bytes.length} bytes, at most ${MAX_RECIPE_BYTES} are allowed`,
    );
  const text = decode(bytes, file);
  return /^\s*</.test(text)
    ? readXmlRecipe(text, file)
    : readYamlRecipe(text, file);
}

/** Takes a byte order mark off: editors write it, and it means nothing. */
function decode(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw recipeError("RECIPE_SYNTAX", file, undefined, "not UTF-8", { cause });
  }
}

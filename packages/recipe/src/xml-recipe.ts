import { DEFAULT_LIMITS, isCodedError } from "@stx-patch/core";
import { readXmlDocument, type XmlElement } from "@stx-patch/patch-format";
import type { PatchRecipe } from "./recipe.js";
import {
  lineAt,
  MAX_RECIPE_DEPTH,
  recipeError,
  type RecipeNode,
} from "./recipe-node.js";
import { toRecipe } from "./to-recipe.js";
import { blankComments } from "./xml-comments.js";
import { XmlRecipeReader } from "./xml-recipe-reader.js";

/**
 * Reads a recipe in the original's XML.
 *
 * @param file - what to call it in errors
 * @throws RecipeError
 */
export function readXmlRecipe(text: string, file: string): PatchRecipe {
  const bytes = new TextEncoder().encode(blankComments(text));
  const lineOf = createLineFinder(bytes);
  const root = readRoot(bytes, lineOf, file);
  const node: RecipeNode = new XmlRecipeReader(file, lineOf).read(root);
  return toRecipe(file, node);
}

function readRoot(
  bytes: Uint8Array,
  lineOf: (offset: number) => number,
  file: string,
): XmlElement {
  const limits = { ...DEFAULT_LIMITS, maxXmlDepth: MAX_RECIPE_DEPTH };
  try {
    return readXmlDocument(bytes, limits, file).root;
  } catch (cause) {
    if (!isCodedError(cause)) throw cause;
    const { offset } = cause.location;
    throw recipeError(
      cause.code === "META_NOT_WELL_FORMED" ? "RECIPE_SYNTAX" : codeFor(cause),
      file,
      offset === undefined ? undefined : lineOf(offset),
      // The guard was made for a patch's metadata and says so.
      cause.message.replace(/^metadata\.xml has/, "there is"),
      { cause },
    );
  }
}

function codeFor({
  code,
}: {
  code: string;
}): "RECIPE_FORBIDDEN" | "RECIPE_TOO_LARGE" {
  return code.startsWith("META_TOO_") ? "RECIPE_TOO_LARGE" : "RECIPE_FORBIDDEN";
}

/** Offsets count bytes, lines are found in the same bytes; one character a byte keeps them together. */
function createLineFinder(bytes: Uint8Array): (offset: number) => number {
  const text = new TextDecoder("latin1").decode(bytes);
  return (offset) => lineAt(text, offset + 1);
}

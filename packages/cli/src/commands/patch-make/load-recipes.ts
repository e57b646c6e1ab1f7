import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { compareText } from "@stx-patch/core";
import { coded, readSmallFile } from "@stx-patch/node-io";
import {
  MAX_RECIPE_BYTES,
  readRecipe,
  RecipeError,
  type PatchRecipe,
} from "@stx-patch/recipe";
import { CliError } from "../../error.js";
import { ProblemList } from "../../problems.js";
import type { MakeQuestion } from "./make-question.js";

/** A recipe and the file it came from. */
export interface RecipeFile extends PatchRecipe {
  /** Path as it was given. */
  readonly file: string;
}

/**
 * Reads the recipes that are asked for; all problems of all files are thrown together.
 *
 * @throws Problems
 */
export async function loadRecipes(
  {
    recipes,
    all,
    swVersion,
  }: Pick<MakeQuestion, "recipes" | "all" | "swVersion">,
  cwd: string,
): Promise<RecipeFile[]> {
  const files = all ? await recipesIn(recipes[0] ?? "", cwd) : recipes;
  const problems = new ProblemList();
  const loaded: RecipeFile[] = [];
  for (const file of files) {
    const recipe = await problems.attempt(() => loadRecipe(file, cwd));
    if (recipe === undefined) continue;
    if (swVersion === undefined || recipe.swVersion === swVersion)
      loaded.push(recipe);
    else if (!all) problems.add(otherRelease(recipe, swVersion));
  }
  problems.throwIfAny();
  if (loaded.length === 0)
    throw new CliError(
      "CLI_RECIPES_MISSING",
      `${recipes.join(", ")}: no recipe for ${swVersion ?? "any release"}`,
    );
  return loaded;
}

async function loadRecipe(file: string, cwd: string): Promise<RecipeFile> {
  const bytes = await readSmallFile(resolve(cwd, file), {
    maxBytes: MAX_RECIPE_BYTES,
  });
  return { ...readRecipe(bytes, file), file };
}

async function recipesIn(folder: string, cwd: string): Promise<string[]> {
  const names = await coded("list", folder, () =>
    readdir(resolve(cwd, folder)),
  );
  return names
    .filter((name) => /^[^.].*\.(?:xml|ya?ml)$/i.test(name))
    .toSorted(compareText)
    .map((name) => join(folder, name));
}

function otherRelease(
  { file, swVersion }: RecipeFile,
  asked: string,
): RecipeError {
  return new RecipeError(
    "RECIPE_RELEASE_MIXED",
    `${file}: for ${swVersion}, asked for ${asked}`,
    { location: { file } },
  );
}

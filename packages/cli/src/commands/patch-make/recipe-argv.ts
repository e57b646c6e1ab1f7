import { dirname, join } from "node:path";
import { patchFileName } from "@stx-patch/patch-format";
import type { OrderedRecipe } from "@stx-patch/recipe";
import type { OptionSpec } from "../../command-line/option.js";
import type { ParsedLine } from "../../command-line/parse.js";
import type { WorkspaceRpm } from "../../world/workspace.js";
import { NODE_TYPE_OPTIONS, PATCH_BUILD } from "../patch-build.spec.js";
import type { RecipeFile } from "./load-recipes.js";
import { BUILD_OPTION_NAMES } from "./patch-make.spec.js";

/** The arguments with which `patch-build` makes the patch of a recipe: what is built, and what `print` shows. */
export function recipeArgv(
  { recipe, requires }: OrderedRecipe<RecipeFile>,
  rpms: readonly WorkspaceRpm[],
  output: string,
  signing: readonly string[],
): string[] {
  const { rebootRequired, preApply, preRemove } = recipe;
  const text = (option: string, value: string | undefined): string[] =>
    value === undefined || value === "" ? [] : [`--${option}`, value];
  const beside = (path: string | undefined): string | undefined =>
    path?.startsWith("/") === false ? join(dirname(recipe.file), path) : path;
  const withType = rpms.filter(({ personalities }) => personalities.length > 0);
  const without = rpms.filter(
    ({ personalities }) => personalities.length === 0,
  );
  return [
    ...text("id", recipe.id),
    ...text("release", recipe.swVersion),
    ...text("status", recipe.status),
    ...text("summary", recipe.summary),
    ...text("desc", recipe.description),
    ...text("warn", recipe.warnings),
    ...text("inst", recipe.installInstructions),
    ...(recipe.unremovable ? ["--unremovable"] : []),
    ...(rebootRequired === undefined
      ? []
      : ["--reboot-required", rebootRequired ? "Y" : "N"]),
    ...(recipe.applyActiveReleaseOnly ? ["--apply-active-release-only"] : []),
    ...requires.flatMap((id) => text("req", id)),
    ...text("pre-apply", beside(preApply)),
    ...text("pre-remove", beside(preRemove)),
    ...withType.flatMap(rpmArguments),
    ...signing,
    "--output",
    join(output, patchFileName(recipe.id)),
    ...(without.length === 0 ? [] : ["--", ...without.map(({ path }) => path)]),
  ];
}

/** Options about signing that are handed on as they were given. */
export function signingArgv(line: ParsedLine): string[] {
  const given = givenArgv(
    line,
    PATCH_BUILD.options.filter(({ name }) => BUILD_OPTION_NAMES.includes(name)),
  );
  const isImplied = line.flag("formal") && line.text("role") === undefined;
  return isImplied ? ["--role", "formal", ...given] : given;
}

/** Those of the options that a command line has, as arguments. */
export function givenArgv(
  line: ParsedLine,
  options: readonly OptionSpec[],
): string[] {
  return options.flatMap(({ name, kind }) =>
    kind === "flag"
      ? line.flag(name)
        ? [`--${name}`]
        : []
      : line.list(name).flatMap((value) => [`--${name}`, value]),
  );
}

function rpmArguments({ path, personalities }: WorkspaceRpm): string[] {
  return NODE_TYPE_OPTIONS.every((type) => personalities.includes(type))
    ? ["--all-nodes", path]
    : personalities.flatMap((type) => [`--${type}`, path]);
}

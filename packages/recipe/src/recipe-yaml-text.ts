import { Document, isScalar, Scalar, type YAMLMap } from "yaml";
import type { RECIPE_KEYS } from "./fields.js";
import type { PatchRecipe, SourceRecipe } from "./recipe.js";

const COMMENTS: Readonly<
  Partial<Record<(typeof RECIPE_KEYS)[number], string>>
> = {
  id: " Id of the patch; its file is called <id>.patch.",
  sw_version:
    " Platform release that the patch is for; a text, so keep the quotes.",
  status: " DEV, REL or OBS.",
  summary: " One line, and a text of any length.",
  install_instructions: " What whoever applies the patch has to do or know.",
  unremovable: " true: the patch cannot be removed once it is applied.",
  reboot_required:
    " Whether hosts have to be locked and rebooted. Readers take nothing for yes.",
  requires:
    " Ids of patches that must be applied first. Earlier patches with the same recipes are added by themselves.",
  context: " Tag or branch of the sources, for the program of --context.",
  recipes:
    " Source packages, and those of their packages that go into the patch.\n personalities: controller, worker, worker-lowlatency, storage, controller-worker, controller-worker-lowlatency;\n without any it updates only hosts that have the package already. arch is [x86_64] when left out.",
};

/** Writes a recipe as YAML, each key with a comment that says what it is for. {@link readRecipe} reads it back to the same recipe. */
export function writeRecipeYaml(recipe: PatchRecipe): string {
  const document = new Document(plainRecipe(recipe), { version: "1.2" });
  const root = document.contents as YAMLMap<Scalar>;
  for (const pair of root.items) {
    const comment = isScalar(pair.key)
      ? COMMENTS[pair.key.value as keyof typeof COMMENTS]
      : undefined;
    if (comment !== undefined) {
      pair.key.commentBefore = comment;
      pair.key.spaceBefore = pair.key.value !== "id";
    }
    if (isScalar(pair.value) && pair.key.value === "sw_version")
      pair.value.type = Scalar.QUOTE_DOUBLE;
  }
  document.commentBefore = " Recipe of a patch; docs/recipes.md explains it.";
  return document.toString({ lineWidth: 0 });
}

function plainRecipe(recipe: PatchRecipe): Record<string, unknown> {
  const { rebootRequired, preApply, preRemove, context } = recipe;
  return {
    id: recipe.id,
    sw_version: recipe.swVersion,
    status: recipe.status,
    summary: recipe.summary,
    description: recipe.description,
    install_instructions: recipe.installInstructions,
    warnings: recipe.warnings,
    unremovable: recipe.unremovable,
    ...(rebootRequired === undefined
      ? {}
      : { reboot_required: rebootRequired }),
    ...(recipe.applyActiveReleaseOnly
      ? { apply_active_release_only: true }
      : {}),
    requires: recipe.requires,
    ...(preApply === undefined ? {} : { pre_apply: preApply }),
    ...(preRemove === undefined ? {} : { pre_remove: preRemove }),
    ...(context === undefined ? {} : { context }),
    recipes: recipe.sources.map(plainSource),
  };
}

function plainSource({ name, prebuilt, packages }: SourceRecipe): object {
  return {
    name,
    ...(prebuilt ? { prebuilt } : {}),
    packages: packages.map((each) => ({
      name: each.name,
      personalities: each.personalities,
      arch: each.architectures,
    })),
  };
}

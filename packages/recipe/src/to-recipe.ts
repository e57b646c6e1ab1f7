import type { PatchId, Personality } from "@stx-patch/patch-format";
import { PACKAGE_KEYS, RECIPE_KEYS, SOURCE_KEYS } from "./fields.js";
import { NodeReader } from "./node-reader.js";
import {
  DEFAULT_ARCHITECTURE,
  DEFAULT_STATUS,
  type PatchRecipe,
  type RecipePackage,
  type SourceRecipe,
} from "./recipe.js";
import type { RecipeNode } from "./recipe-node.js";
import {
  architectureRule,
  contextRule,
  idRule,
  packageNameRule,
  pathRule,
  personalityRule,
} from "./text-rules.js";

/**
 * Turns what XML or YAML says into a recipe. The one place where a recipe is checked.
 *
 * @throws RecipeError RECIPE_UNKNOWN, RECIPE_MISSING, RECIPE_VALUE, RECIPE_REPEATED
 */
export function toRecipe(file: string, root: RecipeNode): PatchRecipe {
  const reader = new NodeReader(file, root, RECIPE_KEYS);
  const id = reader.requiredText("id", idRule) as PatchId;
  const requires = reader.texts("requires", idRule) as PatchId[];
  if (requires.includes(id))
    throw reader.error("RECIPE_VALUE", `${id} requires itself`);
  return {
    id,
    swVersion: reader.requiredText("sw_version", idRule),
    status: reader.text("status") ?? DEFAULT_STATUS,
    summary: reader.text("summary") ?? "",
    description: reader.text("description") ?? "",
    installInstructions: reader.text("install_instructions") ?? "",
    warnings: reader.text("warnings") ?? "",
    unremovable: reader.flag("unremovable") ?? false,
    rebootRequired: reader.flag("reboot_required"),
    applyActiveReleaseOnly: reader.flag("apply_active_release_only") ?? false,
    requires,
    preApply: reader.text("pre_apply", pathRule),
    preRemove: reader.text("pre_remove", pathRule),
    context: reader.text("context", contextRule),
    sources: toSources(reader),
  };
}

function toSources(reader: NodeReader): SourceRecipe[] {
  const names = new Set<string>();
  return reader.readers("recipes", SOURCE_KEYS).map((source) => {
    const name = source.requiredText("name", packageNameRule);
    if (names.has(name))
      throw source.error("RECIPE_REPEATED", `recipe ${name} occurs twice`);
    names.add(name);
    return {
      name,
      prebuilt: source.flag("prebuilt") ?? false,
      packages: source.readers("packages", PACKAGE_KEYS).map(toPackage),
    };
  });
}

function toPackage(reader: NodeReader): RecipePackage {
  const architectures = reader.texts("arch", architectureRule);
  return {
    name: reader.requiredText("name", packageNameRule),
    personalities: reader.texts(
      "personalities",
      personalityRule,
    ) as Personality[],
    architectures:
      architectures.length === 0 ? [DEFAULT_ARCHITECTURE] : architectures,
  };
}

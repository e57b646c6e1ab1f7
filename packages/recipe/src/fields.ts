/** Keys of a recipe in YAML, in the order in which they are written; `docs/schema/recipe.schema.json` says the same. */
export const RECIPE_KEYS = [
  "id",
  "sw_version",
  "status",
  "summary",
  "description",
  "install_instructions",
  "warnings",
  "unremovable",
  "reboot_required",
  "apply_active_release_only",
  "requires",
  "pre_apply",
  "pre_remove",
  "context",
  "recipes",
] as const;

/** Keys of an entry of `recipes`. */
export const SOURCE_KEYS = ["name", "prebuilt", "packages"] as const;

/** Keys of an entry of `packages`. */
export const PACKAGE_KEYS = ["name", "personalities", "arch"] as const;

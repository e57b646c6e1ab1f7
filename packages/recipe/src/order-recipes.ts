import { compareText } from "@stx-patch/core";
import type { PatchId } from "@stx-patch/patch-format";
import { RecipeError } from "./error.js";
import type { PatchRecipe } from "./recipe.js";

/** What is known of a patch that was built before and of which no recipe is given. */
export interface EarlierPatch {
  readonly id: string;
  /** Names of the source packages in it; undefined when only its id is known. */
  readonly sources: readonly string[] | undefined;
}

/** A recipe in its place, with all that it requires. */
export interface OrderedRecipe<R extends PatchRecipe = PatchRecipe> {
  readonly recipe: R;
  /** What the recipe names and every earlier patch with a source package of it, sorted. */
  readonly requires: readonly PatchId[];
  /** Those of {@link requires} that the recipe does not name. */
  readonly implicit: readonly PatchId[];
}

/**
 * Puts recipes into the order in which they are built: what is required first, then as in the order file, then by id.
 *
 * @param earlier - patches of the order file, first built first; recipes may be among them
 * @throws RecipeError RECIPE_ID_REPEATED, RECIPE_REQUIRES_UNKNOWN, RECIPE_CYCLE
 */
export function orderRecipes<R extends PatchRecipe>(
  recipes: readonly R[],
  earlier: readonly EarlierPatch[] = [],
): OrderedRecipe<R>[] {
  const byId = new Map<string, R>();
  for (const recipe of recipes) {
    if (byId.has(recipe.id))
      throw new RecipeError(
        "RECIPE_ID_REPEATED",
        `two recipes are for ${recipe.id}`,
      );
    byId.set(recipe.id, recipe);
  }
  const places = new Map(earlier.map(({ id }, place) => [id, place]));
  assertKnown(recipes, (id) => byId.has(id) || places.has(id));
  const candidates = recipes.toSorted(
    (a, b) =>
      (places.get(a.id) ?? earlier.length) -
        (places.get(b.id) ?? earlier.length) || compareText(a.id, b.id),
  );
  const ordered = requiredFirst(candidates, byId);
  return ordered.map((recipe, index) => {
    const before = [
      ...earlierOf(recipe, earlier, places, byId),
      ...ordered.slice(0, index).map(({ id, sources }) => ({
        id,
        sources: sources.map(({ name }) => name),
      })),
    ];
    return withRequires(recipe, before);
  });
}

/** Patches of the order file that count as earlier than a recipe: those in front of it. Those with recipes speak for themselves. */
function earlierOf(
  { id }: PatchRecipe,
  earlier: readonly EarlierPatch[],
  places: ReadonlyMap<string, number>,
  byId: ReadonlyMap<string, PatchRecipe>,
): EarlierPatch[] {
  return earlier
    .slice(0, places.get(id) ?? earlier.length)
    .filter((patch) => !byId.has(patch.id));
}

function withRequires<R extends PatchRecipe>(
  recipe: R,
  before: readonly EarlierPatch[],
): OrderedRecipe<R> {
  const names = new Set(recipe.sources.map(({ name }) => name));
  const implicit = before
    .filter(({ sources }) => sources?.some((name) => names.has(name)) === true)
    .map(({ id }) => id as PatchId)
    .filter((id) => !recipe.requires.includes(id))
    .toSorted(compareText);
  return {
    recipe,
    requires: [...recipe.requires, ...implicit].toSorted(compareText),
    implicit,
  };
}

function assertKnown(
  recipes: readonly PatchRecipe[],
  isKnown: (id: string) => boolean,
): void {
  const missing = recipes.flatMap(({ id, requires }) =>
    requires
      .filter((required) => !isKnown(required))
      .map((required) => `${id} requires ${required}`),
  );
  if (missing.length > 0)
    throw new RecipeError(
      "RECIPE_REQUIRES_UNKNOWN",
      `${missing.join(", ")}: no recipe and not in the order file`,
    );
}

/** Depth first with a stack of its own: a chain of recipes may be longer than the language's stack. */
function requiredFirst<R extends PatchRecipe>(
  candidates: readonly R[],
  byId: ReadonlyMap<string, R>,
): R[] {
  const done = new Set<string>();
  const ordered: R[] = [];
  for (const candidate of candidates) {
    const path = [{ recipe: candidate, next: 0 }];
    const open = new Set<string>([candidate.id]);
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const { recipe } = step;
      const required = byId.get(recipe.requires[step.next++] ?? "");
      if (step.next <= recipe.requires.length && !done.has(recipe.id)) {
        if (required === undefined || done.has(required.id)) continue;
        if (open.has(required.id))
          throw cycle([...path.map((each) => each.recipe.id), required.id]);
        open.add(required.id);
        path.push({ recipe: required, next: 0 });
        continue;
      }
      path.pop();
      open.delete(recipe.id);
      if (done.has(recipe.id)) continue;
      done.add(recipe.id);
      ordered.push(recipe);
    }
  }
  return ordered;
}

function cycle(path: readonly string[]): RecipeError {
  const start = path.indexOf(path.at(-1) ?? "");
  return new RecipeError("RECIPE_CYCLE", path.slice(start).join(" requires "));
}

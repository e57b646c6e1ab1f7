import { describe, expect, it } from "@jest/globals";
import { codeOf } from "@stx-patch/testkit";
import fc from "@stx-patch/testkit/properties";
import { orderRecipes, readRecipe, type PatchRecipe } from "../src/index.js";

const recipe = (
  id: string,
  requires: readonly string[] = [],
  source = `s-${id}`,
): PatchRecipe =>
  readRecipe(
    new TextEncoder().encode(
      JSON.stringify({
        id,
        sw_version: "20.06",
        requires,
        recipes: [{ name: source, packages: [{ name: "p" }] }],
      }),
    ),
    id,
  );

const order = (...args: Parameters<typeof orderRecipes>): string[] =>
  orderRecipes(...args).map((each) => each.recipe.id);

describe("orderRecipes", () => {
  it("puts what is required first, then goes by the order file, then by id", () => {
    const recipes = [recipe("D"), recipe("B"), recipe("A", ["C"]), recipe("C")];
    expect(order(recipes)).toEqual(["C", "A", "B", "D"]);
    expect(order(recipes, [{ id: "D", sources: undefined }])).toEqual([
      "D",
      "C",
      "A",
      "B",
    ]);
  });

  it("adds every earlier patch that shares a recipe's name", () => {
    const ordered = orderRecipes(
      [recipe("C", ["X"], "s"), recipe("B", [], "s"), recipe("A")],
      [
        { id: "X", sources: ["t"] },
        { id: "Y", sources: ["s"] },
      ],
    );
    expect(
      ordered.map(({ recipe: { id }, requires, implicit }) => [
        id,
        requires,
        implicit,
      ]),
    ).toEqual([
      ["A", [], []],
      ["B", ["Y"], ["Y"]],
      ["C", ["B", "X", "Y"], ["B", "Y"]],
    ]);
  });

  it("names a cycle in full", () => {
    const recipes = [
      recipe("A", ["B"]),
      recipe("B", ["C"]),
      recipe("C", ["D"]),
      recipe("D", ["B"]),
    ];
    expect(() => orderRecipes(recipes)).toThrow(
      expect.objectContaining({
        code: "RECIPE_CYCLE",
        message: "B requires C requires D requires B",
      }),
    );
  });

  it("names what is required and not known, and an id given twice", async () => {
    expect(() => orderRecipes([recipe("A", ["X", "Y"])])).toThrow(
      /A requires X, A requires Y/,
    );
    expect(
      await codeOf(
        Promise.resolve().then(() => orderRecipes([recipe("A"), recipe("A")])),
      ),
    ).toBe("RECIPE_ID_REPEATED");
  });

  it("keeps every requirement in any set without cycles, in whatever order it comes", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.nat(19), { maxLength: 4 }), { maxLength: 20 }),
        fc.boolean(),
        (wanted, isReversed) => {
          const ids = wanted.map((_, i) => `P_${i}`);
          const recipes = wanted.map((indexes, i) => {
            const earlier = indexes.filter((each) => each < i);
            return recipe(
              `P_${i}`,
              [...new Set(earlier)].map((each) => `P_${each}`),
            );
          });
          const ordered = order(isReversed ? recipes.toReversed() : recipes);
          expect(ordered.toSorted()).toEqual(ids.toSorted());
          for (const { id, requires } of recipes)
            for (const required of requires)
              expect(ordered.indexOf(required)).toBeLessThan(
                ordered.indexOf(id),
              );
        },
      ),
      { numRuns: 50 },
    );
  });

  it("follows a chain of thousands", () => {
    const recipes = Array.from({ length: 3000 }, (_, i) =>
      recipe(`P_${i}`, i === 0 ? [] : [`P_${i - 1}`]),
    );
    expect(order(recipes.toReversed())).toEqual(recipes.map(({ id }) => id));
  });
});

import { RecipeError, type RecipeErrorCode } from "./error.js";

/** A value in a recipe and the line where it starts, counted from 1. */
export type RecipeNode = MapNode | ListNode | ScalarNode;

/** Named values. */
export interface MapNode {
  readonly kind: "map";
  readonly line: number;
  readonly entries: ReadonlyMap<string, RecipeNode>;
}

/** Values in order. */
export interface ListNode {
  readonly kind: "list";
  readonly line: number;
  readonly items: readonly RecipeNode[];
}

/** A text, truth value or number; numbers are here only to be refused with a hint. */
export interface ScalarNode {
  readonly kind: "scalar";
  readonly line: number;
  readonly value: string | boolean | number | bigint | null;
}

/** Deeper than any recipe: packages are lists in maps in lists in a map. */
export const MAX_RECIPE_DEPTH = 12;

/** An error at a line of a recipe. */
export function recipeError(
  code: RecipeErrorCode,
  file: string,
  line: number | undefined,
  message: string,
  details: { readonly remedy?: string; readonly cause?: unknown } = {},
): RecipeError {
  const place = line === undefined ? file : `${file}, line ${line}`;
  return new RecipeError(code, `${place}: ${message}`, {
    ...details,
    location: { file },
  });
}

/** Translates between places in a text and lines. */
export function lineAt(text: string, index: number): number {
  let line = 1;
  for (
    let at = text.indexOf("\n");
    at !== -1 && at < index;
    at = text.indexOf("\n", at + 1)
  )
    line += 1;
  return line;
}

import {
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type Node,
} from "yaml";
import { assertPlainYaml } from "./yaml-guard.js";
import type { RecipeErrorCode } from "./error.js";
import type { PatchRecipe } from "./recipe.js";
import { recipeError, type RecipeNode } from "./recipe-node.js";
import { toRecipe } from "./to-recipe.js";

/** Codes of the library that mean more than bad syntax. */
const CODES: Readonly<Partial<Record<string, RecipeErrorCode>>> = {
  DUPLICATE_KEY: "RECIPE_REPEATED",
  MULTIPLE_DOCS: "RECIPE_FORBIDDEN",
};

/**
 * Reads a recipe written in plain YAML 1.2: no anchors, aliases, tags, merge keys or second documents.
 *
 * @param file - what to call it in errors
 * @throws RecipeError
 */
export function readYamlRecipe(text: string, file: string): PatchRecipe {
  assertPlainYaml(text, file);
  const lines = new LineCounter();
  const document = parseDocument(text, {
    version: "1.2",
    schema: "core",
    merge: false,
    customTags: null,
    uniqueKeys: true,
    stringKeys: true,
    strict: true,
    prettyErrors: false,
    lineCounter: lines,
  });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined)
    throw recipeError(
      CODES[problem.code] ?? "RECIPE_SYNTAX",
      file,
      lines.linePos(problem.pos[0]).line,
      problem.message,
      { cause: problem },
    );
  return toRecipe(file, rootOf(document, lines, file));
}

function rootOf(
  { contents }: Document.Parsed,
  lines: LineCounter,
  file: string,
): RecipeNode {
  if (contents === null)
    throw recipeError("RECIPE_MISSING", file, undefined, "the file is empty");
  return toNode(contents, lines);
}

/** What the guard let pass is maps, lists and scalars; recursion is as deep as it allows. */
function toNode(node: Node | null, lines: LineCounter): RecipeNode {
  const line = lines.linePos(node?.range?.[0] ?? 0).line;
  if (isMap<{ value: unknown }, Node | null>(node)) {
    const entries = node.items.map(({ key, value }): [string, RecipeNode] => [
      String(key.value),
      toNode(value, lines),
    ]);
    return { kind: "map", line, entries: new Map(entries) };
  }
  if (isSeq<Node | null>(node))
    return {
      kind: "list",
      line,
      items: node.items.map((item) => toNode(item, lines)),
    };
  const value: unknown = isScalar(node) ? node.value : null;
  switch (typeof value) {
    case "string":
    case "boolean":
    case "number":
    case "bigint":
      return { kind: "scalar", line, value };
    default:
      return { kind: "scalar", line, value: null };
  }
}

import { nearestName } from "@stx-patch/core";
import {
  recipeError,
  type MapNode,
  type RecipeNode,
  type ScalarNode,
} from "./recipe-node.js";

/** What a text has to be like; says what is wrong with it. */
export type TextRule = (text: string) => string | undefined;

/** Takes typed values out of a map, and refuses what is not of the type, with file and line. */
export class NodeReader {
  readonly #file: string;
  readonly #map: MapNode;

  /** @throws RecipeError RECIPE_VALUE, RECIPE_UNKNOWN */
  constructor(file: string, node: RecipeNode, keys: readonly string[]) {
    if (node.kind !== "map")
      throw recipeError(
        "RECIPE_VALUE",
        file,
        node.line,
        `expected ${keys.join(", ")}, got ${wordFor(node)}`,
      );
    for (const [key, { line }] of node.entries)
      if (!keys.includes(key)) throw unknownName(file, line, key, keys);
    this.#file = file;
    this.#map = node;
  }

  /** @throws RecipeError RECIPE_VALUE */
  text(key: string, rule?: TextRule): string | undefined {
    const node = this.#map.entries.get(key);
    return node === undefined ? undefined : this.#textOf(key, node, rule);
  }

  /** @throws RecipeError RECIPE_MISSING, RECIPE_VALUE */
  requiredText(key: string, rule: TextRule): string {
    const text = this.text(key, rule);
    if (text === undefined) throw this.#missing(key);
    return text;
  }

  /** @throws RecipeError RECIPE_VALUE */
  flag(key: string): boolean | undefined {
    const node = this.#map.entries.get(key);
    if (node === undefined) return undefined;
    if (node.kind === "scalar" && typeof node.value === "boolean")
      return node.value;
    throw this.#invalid(node, `${key} is true or false, got ${wordFor(node)}`);
  }

  /** Texts, none twice. @throws RecipeError RECIPE_VALUE, RECIPE_REPEATED */
  texts(key: string, rule: TextRule): string[] {
    const texts: string[] = [];
    for (const item of this.#items(key)) {
      const text = this.#textOf(key, item, rule);
      if (texts.includes(text))
        throw recipeError(
          "RECIPE_REPEATED",
          this.#file,
          item.line,
          `${key} names ${text} twice`,
        );
      texts.push(text);
    }
    return texts;
  }

  /** Maps, at least one. @throws RecipeError RECIPE_MISSING, RECIPE_VALUE, RECIPE_UNKNOWN */
  readers(key: string, keys: readonly string[]): NodeReader[] {
    const items = this.#items(key);
    if (items.length === 0) throw this.#missing(key);
    return items.map((item) => new NodeReader(this.#file, item, keys));
  }

  /** An error at this map. */
  error(
    code: "RECIPE_REPEATED" | "RECIPE_VALUE",
    message: string,
  ): ReturnType<typeof recipeError> {
    return recipeError(code, this.#file, this.#map.line, message);
  }

  #items(key: string): readonly RecipeNode[] {
    const node = this.#map.entries.get(key);
    if (node === undefined) return [];
    if (node.kind === "list") return node.items;
    throw this.#invalid(node, `${key} is a list, got ${wordFor(node)}`);
  }

  #textOf(key: string, node: RecipeNode, rule?: TextRule): string {
    if (node.kind !== "scalar" || typeof node.value !== "string")
      throw this.#invalid(
        node,
        `${key} is a text, got ${wordFor(node)}`,
        node.kind === "scalar"
          ? 'Write it in quotes, such as "20.06".'
          : undefined,
      );
    const problem = rule?.(node.value);
    if (problem !== undefined) throw this.#invalid(node, `${key} ${problem}`);
    return node.value;
  }

  #invalid(
    { line }: RecipeNode,
    message: string,
    remedy?: string,
  ): ReturnType<typeof recipeError> {
    const details = remedy === undefined ? {} : { remedy };
    return recipeError("RECIPE_VALUE", this.#file, line, message, details);
  }

  #missing(key: string): ReturnType<typeof recipeError> {
    return recipeError(
      "RECIPE_MISSING",
      this.#file,
      this.#map.line,
      `${key} is missing`,
    );
  }
}

/** Something that means nothing here, with the known name that is nearest to it. */
export function unknownName(
  file: string,
  line: number,
  name: string,
  known: readonly string[],
): ReturnType<typeof recipeError> {
  const near = nearestName(name, known);
  return recipeError(
    "RECIPE_UNKNOWN",
    file,
    line,
    `${JSON.stringify(name.slice(0, 80))} is unknown here`,
    near === undefined ? {} : { remedy: `Did you mean ${near}?` },
  );
}

function wordFor(node: RecipeNode): string {
  return node.kind === "scalar" ? scalarWord(node) : `a ${node.kind}`;
}

function scalarWord({ value }: ScalarNode): string {
  if (value === null) return "nothing";
  return typeof value === "string"
    ? JSON.stringify(value.slice(0, 80))
    : `${typeof value} ${value}`;
}

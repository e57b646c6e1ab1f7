import { isCodedError } from "@stx-patch/core";
import type { RecipeNode } from "@stx-patch/recipe";
import { parseLimits } from "../world/limits.js";
import { configError, type ConfigError } from "./error.js";
import { fromFolder, type PathBase } from "./setting-paths.js";
import type { Setting } from "./settings.js";

/** Where a value stands, and what its paths start from. */
export interface ValuePlace extends PathBase {
  readonly path: string;
}

/**
 * A value as the words that its option would get; paths become absolute.
 *
 * @throws ConfigError CONFIG_VALUE
 */
export function wordsOf(
  { name, option }: Setting,
  node: RecipeNode,
  place: ValuePlace,
): string[] {
  const { path } = place;
  if (option.kind === "flag") {
    if (node.kind === "scalar" && typeof node.value === "boolean")
      return [String(node.value)];
    throw expected(path, name, "true or false", node);
  }
  const value = option.setting?.value;
  if (value === "limits") return limitWords(path, name, node);
  if (value === "number") return [numberWord(path, name, node)];
  const nodes = option.kind === "list" ? itemsOf(path, name, node) : [node];
  return nodes.map((each) => {
    const text = textOf(path, name, each);
    const { choices } = option;
    if (choices !== undefined && !choices.includes(text))
      throw expected(path, name, choices.join(" or "), each);
    const found = fromFolder(text, value, place);
    if ("problem" in found)
      throw invalid(path, each, `${name}: ${found.problem}`);
    return found.text;
  });
}

function itemsOf(
  path: string,
  name: string,
  node: RecipeNode,
): readonly RecipeNode[] {
  if (node.kind === "list" && node.items.length > 0) return node.items;
  throw expected(path, name, "a list, such as [a, b]", node);
}

function textOf(path: string, name: string, node: RecipeNode): string {
  if (
    node.kind === "scalar" &&
    typeof node.value === "string" &&
    node.value !== "" &&
    !node.value.includes("\0")
  )
    return node.value;
  const isNumber =
    node.kind === "scalar" &&
    ["number", "bigint", "boolean"].includes(typeof node.value);
  throw expected(
    path,
    name,
    isNumber ? "a text, which needs quotes here" : "a text",
    node,
  );
}

function numberWord(path: string, name: string, node: RecipeNode): string {
  const text = node.kind === "scalar" ? String(node.value) : "";
  if (/^[0-9]{1,15}$/.test(text)) return text;
  throw expected(path, name, "a whole number", node);
}

/** Each limit is checked by itself, so that its line can be named. */
function limitWords(path: string, name: string, node: RecipeNode): string[] {
  if (node.kind !== "map" || node.entries.size === 0)
    throw expected(
      path,
      name,
      "limits by name, such as maxPatchBytes: 8G",
      node,
    );
  return [...node.entries].map(([limit, value]) => {
    if (value.kind !== "scalar" || value.value === null)
      throw expected(path, `${name}.${limit}`, "a number such as 8G", value);
    const word = `${limit}=${value.value}`;
    try {
      parseLimits([word]);
    } catch (error) {
      if (!isCodedError(error)) throw error;
      const { message, remedy } = error;
      throw configError("CONFIG_VALUE", path, value.line, message, {
        remedy,
        cause: error,
      });
    }
    return word;
  });
}

/** A value that is not what it has to be. */
export function invalid(
  path: string,
  { line }: RecipeNode,
  message: string,
): ConfigError {
  return configError("CONFIG_VALUE", path, line, message);
}

function expected(
  path: string,
  name: string,
  what: string,
  node: RecipeNode,
): ConfigError {
  return invalid(path, node, `${name} takes ${what}, got ${wordFor(node)}`);
}

/** A value as a message shows it. */
export function wordFor(node: RecipeNode): string {
  if (node.kind !== "scalar") return `a ${node.kind}`;
  const { value } = node;
  if (value === null) return "nothing";
  return typeof value === "string"
    ? JSON.stringify(value.slice(0, 80))
    : String(value);
}

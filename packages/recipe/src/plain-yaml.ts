import {
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type Node,
  type Scalar,
} from "yaml";
import type { RecipeNode } from "./recipe-node.js";
import { assertPlainYaml } from "./yaml-guard.js";

/** What can be wrong with a text before anybody asks what it means. */
export type YamlProblem =
  "syntax" | "forbidden" | "repeated" | "deep" | "empty";

/** Makes the error for a problem at a line, counted from 1; undefined: of the whole text. */
export type RefuseYaml = (
  problem: YamlProblem,
  line: number | undefined,
  message: string,
  cause?: unknown,
) => Error;

/** Codes of the library that mean more than bad syntax. */
const PROBLEMS: Readonly<Partial<Record<string, YamlProblem>>> = {
  MULTIPLE_DOCS: "forbidden",
};

/**
 * Reads plain YAML 1.2: maps, lists and scalars, each with its line; no anchors, aliases, tags, merge keys or second documents.
 * Whoever calls bounds the size.
 *
 * @throws what `refuse` makes
 */
export function readPlainYaml(text: string, refuse: RefuseYaml): RecipeNode {
  assertPlainYaml(text, refuse);
  const lines = new LineCounter();
  const document = parseDocument(text, {
    version: "1.2",
    schema: "core",
    merge: false,
    customTags: null,
    // The library compares each key with every other: minutes for a file of nothing but keys.
    uniqueKeys: false,
    stringKeys: true,
    strict: true,
    prettyErrors: false,
    lineCounter: lines,
  });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined)
    throw refuse(
      PROBLEMS[problem.code] ?? "syntax",
      lines.linePos(problem.pos[0]).line,
      problem.message,
      problem,
    );
  return rootOf(document, lines, refuse);
}

function rootOf(
  { contents }: Document.Parsed,
  lines: LineCounter,
  refuse: RefuseYaml,
): RecipeNode {
  if (contents === null) throw refuse("empty", undefined, "the file is empty");
  return toNode(contents, lines, refuse);
}

function lineOf(node: Node | null, lines: LineCounter): number {
  return lines.linePos(node?.range?.[0] ?? 0).line;
}

/** What the guard let pass is maps, lists and scalars; recursion is as deep as it allows. */
function toNode(
  node: Node | null,
  lines: LineCounter,
  refuse: RefuseYaml,
): RecipeNode {
  const line = lineOf(node, lines);
  if (isMap<Scalar, Node | null>(node)) {
    const entries = new Map<string, RecipeNode>();
    for (const { key, value } of node.items) {
      const name = String(key.value);
      if (entries.has(name))
        throw refuse(
          "repeated",
          lineOf(key, lines),
          `${JSON.stringify(name.slice(0, 100))} comes twice in one map`,
        );
      entries.set(name, toNode(value, lines, refuse));
    }
    return { kind: "map", line, entries };
  }
  if (isSeq<Node | null>(node))
    return {
      kind: "list",
      line,
      items: node.items.map((item) => toNode(item, lines, refuse)),
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

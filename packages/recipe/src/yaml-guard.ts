import { CST, Lexer } from "yaml";
import type { RefuseYaml } from "./plain-yaml.js";
import { lineAt, MAX_RECIPE_DEPTH } from "./recipe-node.js";

const FORBIDDEN: Partial<Record<CST.TokenType | "", string>> = {
  anchor: "an anchor (&)",
  alias: "an alias (*)",
  tag: "a tag (!)",
  "directive-line": "a directive (%)",
  "doc-end": "an end of document (...)",
};

/**
 * Looks at the words of a YAML text, one after the other and without recursion, and refuses what plain data never needs: what can
 * make a small file large, what means different things to different readers, and depth.
 *
 * @throws what `refuse` makes of "forbidden" and "deep"
 */
export function assertPlainYaml(text: string, refuse: RefuseYaml): void {
  const depth = new DepthCounter();
  let at = 0;
  let documents = 0;
  for (const word of new Lexer().lex(text)) {
    const type = CST.tokenType(word);
    const forbid = (what: string): never => {
      throw refuse("forbidden", lineAt(text, at), `${what} has no place here`);
    };
    const forbidden = FORBIDDEN[type ?? ""];
    if (forbidden !== undefined) forbid(forbidden);
    if (type === "explicit-key-ind") forbid("a key written with ?");
    // The first mark is the lexer's own, or the writer's; what comes later starts another document.
    if (type === "doc-start" && ++documents > 1) forbid("a second document");
    if (depth.take(type, word) > MAX_RECIPE_DEPTH)
      throw refuse(
        "deep",
        lineAt(text, at),
        `nested more than ${MAX_RECIPE_DEPTH} deep`,
      );
    if (!INVISIBLE.has(word)) at += word.length;
  }
}

/** Words that the lexer adds; they are not in the text. */
const INVISIBLE = new Set([CST.DOCUMENT, CST.FLOW_END, CST.SCALAR]);

/** An upper bound of how deep the parser will go. */
class DepthCounter {
  #flow = 0;
  #inLine = 0;
  #isLineStart = true;
  readonly #indents: number[] = [];

  take(type: CST.TokenType | null, word: string): number {
    if (type === "newline") {
      this.#inLine = 0;
      this.#isLineStart = true;
    } else if (this.#isLineStart && this.#flow === 0) {
      this.#indent(type === "space" ? word.length : 0);
      this.#isLineStart = false;
    }
    if (type === "flow-map-start" || type === "flow-seq-start") this.#flow += 1;
    if (type === "flow-map-end" || type === "flow-seq-end")
      this.#flow = Math.max(0, this.#flow - 1);
    if (type === "seq-item-ind") this.#inLine += 1;
    return this.#flow + this.#indents.length + this.#inLine;
  }

  /** Every step to the right of what is open may be another level. */
  #indent(columns: number): void {
    while ((this.#indents.at(-1) ?? 0) > columns) this.#indents.pop();
    if ((this.#indents.at(-1) ?? 0) < columns) this.#indents.push(columns);
  }
}

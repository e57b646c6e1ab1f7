import { CST, Lexer } from "yaml";
import { lineAt, MAX_RECIPE_DEPTH, recipeError } from "./recipe-node.js";

const FORBIDDEN: Partial<Record<CST.TokenType | "", string>> = {
  anchor: "an anchor (&)",
  alias: "an alias (*)",
  tag: "a tag (!)",
  "directive-line": "a directive (%)",
  "doc-end": "an end of document (...)",
};

/**
 * Looks at the words of a YAML text, one after the other and without recursion, and refuses what a recipe never needs: what can
 * make a small file large, what means different things to different readers, and depth.
 *
 * @throws RecipeError RECIPE_FORBIDDEN, RECIPE_TOO_LARGE
 */
export function assertPlainYaml(text: string, file: string): void {
  const depth = new DepthCounter();
  let at = 0;
  let documents = 0;
  for (const word of new Lexer().lex(text)) {
    const type = CST.tokenType(word);
    const refuse = (what: string): never => {
      throw recipeError(
        "RECIPE_FORBIDDEN",
        file,
        lineAt(text, at),
        `${what} has no place in a recipe`,
      );
    };
    const forbidden = FORBIDDEN[type ?? ""];
    if (forbidden !== undefined) refuse(forbidden);
    if (type === "explicit-key-ind") refuse("a key written with ?");
    // The first mark is the lexer's own, or the writer's; what comes later starts another document.
    if (type === "doc-start" && ++documents > 1) refuse("a second document");
    if (depth.take(type, word) > MAX_RECIPE_DEPTH)
      throw recipeError(
        "RECIPE_TOO_LARGE",
        file,
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

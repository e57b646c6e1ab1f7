/** A piece of a word: text as it is, a variable to insert, or something that only a shell could work out. */
export type ShellPart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "unsupported"; readonly what: string };

/** One word, quotes and escapes resolved. */
export interface ShellWord {
  /** Variable name when the word has the form `NAME=value`; `parts` is the value then. */
  readonly assigns: string | undefined;
  readonly parts: readonly ShellPart[];
}

/** One simple command, or what looks like one. */
export interface ShellCommand {
  /** Line of its first word, counted from 1. */
  readonly line: number;
  readonly words: readonly ShellWord[];
  /** Operators such as `|`, `&` or `(` that were met in it. */
  readonly operators: ReadonlySet<string>;
}

/** Reads shell text word by word and executes nothing. Takes time in proportion to the length of the text. */
export class ShellReader {
  readonly #text: string;
  #at = 0;
  #line = 1;
  #lost: string | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** Why the rest of the text cannot be told apart any more, e.g. a quote without end. */
  get lost(): string | undefined {
    return this.#lost;
  }

  get line(): number {
    return this.#line;
  }

  /** The next command; undefined at the end of the text or when the reader is lost. */
  nextCommand(): ShellCommand | undefined {
    const words: ShellWord[] = [];
    const operators = new Set<string>();
    let line = this.#line;
    while (this.#at < this.#text.length && this.#lost === undefined) {
      if (this.#take(/(?:[ \t]|\\\n)+/y) !== undefined) continue;
      if (this.#take(/#[^\n]*/y) !== undefined) continue;
      const separator = this.#take(/[\n;]/y);
      if (separator !== undefined) {
        if (words.length > 0 || operators.size > 0)
          return { line, words, operators };
        // A shell gives up on the line, or on the whole file.
        if (separator === ";") this.#lost = "a semicolon without command";
        continue;
      }
      if (words.length === 0 && operators.size === 0) line = this.#line;
      const operator = this.#take(/<<|[&|()<>]/y);
      if (operator === undefined) words.push(this.#readWord());
      else if (operator === "<<") this.#lost = "a here document";
      else operators.add(operator);
    }
    const complete =
      this.#lost === undefined && (words.length > 0 || operators.size > 0);
    return complete ? { line, words, operators } : undefined;
  }

  #readWord(): ShellWord {
    const assigns = this.#take(/[A-Za-z_][A-Za-z0-9_]*=/y)?.slice(0, -1);
    const parts: ShellPart[] = [];
    while (this.#at < this.#text.length && this.#lost === undefined) {
      const text = this.#take(/[^ \t\n\\'"$`;&|()<>~{]+/y);
      if (text !== undefined) parts.push({ kind: "text", text });
      else if (this.#take(/\\\n/y) === undefined && !this.#readSpecial(parts))
        break;
    }
    return { assigns, parts };
  }

  /** Quotes, escapes and expansions outside of quotes; false at the end of the word. */
  #readSpecial(parts: ShellPart[]): boolean {
    const escaped = this.#take(/\\[^]?/y);
    if (escaped !== undefined) {
      parts.push({ kind: "text", text: escaped.slice(1) || "\\" });
      return true;
    }
    switch (this.#text[this.#at]) {
      case "'":
        this.#readSingleQuoted(parts);
        return true;
      case '"':
        this.#readDoubleQuoted(parts);
        return true;
      case "`":
      case "$":
        this.#readExpansion(parts, /\$(?=['"])/y);
        return true;
      case "~":
      case "{":
        parts.push({ kind: "unsupported", what: this.#take(/[~{]/y) ?? "" });
        return true;
      default:
        return false;
    }
  }

  #readSingleQuoted(parts: ShellPart[]): void {
    const quoted = this.#take(/'[^']*'/y);
    if (quoted === undefined) this.#lost = "a quote without end";
    else parts.push({ kind: "text", text: quoted.slice(1, -1) });
  }

  #readDoubleQuoted(parts: ShellPart[]): void {
    this.#take(/"/y);
    // So that an empty pair of quotes is a part, too.
    parts.push({ kind: "text", text: "" });
    while (this.#lost === undefined) {
      if (this.#take(/"/y) !== undefined) return;
      if (this.#take(/\\\n/y) !== undefined) continue;
      const escaped = this.#take(/\\[$`"\\]/y)?.slice(1);
      const text = escaped ?? this.#take(/[^"\\$`]+|\\/y);
      if (text !== undefined) parts.push({ kind: "text", text });
      else if (this.#at >= this.#text.length)
        this.#lost = "a quote without end";
      else this.#readExpansion(parts, undefined);
    }
  }

  /** @param quoting - `$` in front of a quote, where that means something */
  #readExpansion(parts: ShellPart[], quoting: RegExp | undefined): void {
    if (this.#take(/\$[A-Za-z0-9_]*\\\n/y) !== undefined) {
      this.#lost = "an expansion that goes on in the next line";
      return;
    }
    const simple = this.#take(
      /\$(?:[A-Za-z_][A-Za-z0-9_]*|\{[A-Za-z_][A-Za-z0-9_]*\})/y,
    );
    if (simple !== undefined) {
      parts.push({ kind: "variable", name: simple.replace(/[${}]/g, "") });
      return;
    }
    // What holds no quotes, nesting or comments can be stepped over; of anything else only a shell knows the end.
    const skipped = this.#take(
      /\$\([^()'"`\\#$\n]*\)|\$\{[^{}'"`\\$\n]*\}|`[^'"`\\#$\n]*`|\$[0-9?@#$!*-]/y,
    );
    if (skipped !== undefined) {
      parts.push({ kind: "unsupported", what: skipped.slice(0, 40) });
      return;
    }
    if (/^(?:`|\$[({])/.test(this.#text.slice(this.#at, this.#at + 2)))
      this.#lost = "a nested or unfinished expansion";
    else if (quoting !== undefined && this.#take(quoting) !== undefined)
      this.#lost = "a quote with $ in front";
    else parts.push({ kind: "text", text: this.#take(/\$/y) ?? "" });
  }

  /** Takes what the sticky pattern matches here. */
  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text)?.[0];
    if (match === undefined) return undefined;
    this.#at += match.length;
    for (
      let newline = match.indexOf("\n");
      newline !== -1;
      newline = match.indexOf("\n", newline + 1)
    )
      this.#line++;
    return match;
  }
}

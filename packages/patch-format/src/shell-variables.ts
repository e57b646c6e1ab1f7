import { quoted } from "./quoted.js";
import type { ShellCommand, ShellPart, ShellWord } from "./shell-words.js";

const MAX_PROBLEMS = 50;
/** Keeps `A="$A$A"` from growing without bounds. */
const MAX_VALUE_CHARACTERS = 4096;

const DECLARATIONS = new Set(["export", "readonly", "declare", "typeset"]);
/** After these, only a shell knows which of the commands that follow run. */
const CONTROL = new Set(
  "if then elif else fi for while until do done case esac select function { } ! [[ exit return exec".split(
    " ",
  ),
);
/** After these, any variable may have any value. */
const OVERTURNING = new Set([".", "source", "eval", "read", "let"]);

/**
 * The variables that shell commands set, as far as that is certain without executing anything. A variable whose value could
 * be another one is left out, so that whatever is here is what a shell would have.
 */
export class ShellVariables {
  readonly variables = new Map<string, string>();
  readonly problems: string[] = [];
  #conditional = false;

  /** Takes in the next command. */
  run(command: ShellCommand): void {
    const { line, words } = command;
    // The first word that assigns nothing.
    const verb = words.find((word) => assignedName(word) === undefined);
    const name = verb === undefined ? "" : plainText(verb);
    this.#checkFlow(command, name);
    if (verb === undefined) this.#assignAll(command);
    else if (DECLARATIONS.has(name)) this.#declareAll(command, name);
    else if (OVERTURNING.has(name) || isDynamic(verb))
      this.overturn(
        line,
        `${quoted(name)} is not executed and could set any variable`,
      );
    else if (name === "unset") this.#unsetAll(command);
    else {
      if (!CONTROL.has(name))
        this.#problem(line, `the command ${quoted(name)} is not executed`);
      // What a command is given lasts as long as it runs, but `then A=1` assigns, if it is reached.
      if (this.#conditional)
        for (const word of words) this.#forget(assignedName(word));
    }
  }

  /** Forgets everything, because nothing is sure any more. */
  overturn(line: number, problem: string): void {
    this.variables.clear();
    this.#problem(line, problem);
  }

  #checkFlow(command: ShellCommand, name: string): void {
    const { line, operators } = command;
    const branches =
      operators.has("(") || operators.has(")") || CONTROL.has(name);
    if (branches && !this.#conditional)
      this.#problem(
        line,
        "conditions, loops, functions, arrays and subshells are not evaluated, so what is set from here on is not known",
      );
    else if (!branches && operators.size > 0)
      this.#problem(line, `${[...operators].join(" ")} is not evaluated`);
    this.#conditional ||= branches;
  }

  #assignAll({ line, words, operators }: ShellCommand): void {
    // `A=1 "B"=2` is a command whose name is B=2.
    const odd = words.find(({ assigns }) => assigns === undefined);
    if (odd !== undefined)
      this.#problem(line, `${quoted(plainText(odd))} is not evaluated`);
    const certain =
      odd === undefined && operators.size === 0 && !this.#conditional;
    for (const word of words) this.#assign(word, line, certain);
  }

  #declareAll({ line, words, operators }: ShellCommand, name: string): void {
    if (words.some(isDynamic) || !startsWithName(words))
      this.overturn(line, `what ${name} sets here is not known`);
    else
      for (const word of words)
        this.#assign(word, line, operators.size === 0 && !this.#conditional);
  }

  #unsetAll({ line, words }: ShellCommand): void {
    if (words.some(isDynamic) || !startsWithName(words))
      this.overturn(line, "what unset removes here is not known");
    else for (const word of words) this.variables.delete(plainText(word));
  }

  #assign(word: ShellWord, line: number, certain: boolean): void {
    const name = assignedName(word);
    if (name === undefined) return;
    const value =
      certain && word.assigns === name
        ? this.#expand(name, word.parts, line)
        : undefined;
    if (value === undefined) this.variables.delete(name);
    else this.variables.set(name, value);
    if (word.assigns === undefined)
      this.#problem(line, `${quoted(plainText(word))} is not evaluated`);
  }

  #forget(name: string | undefined): void {
    if (name !== undefined) this.variables.delete(name);
  }

  #expand(
    name: string,
    parts: readonly ShellPart[],
    line: number,
  ): string | undefined {
    let value = "";
    for (const part of parts) {
      const text =
        part.kind === "text"
          ? part.text
          : part.kind === "variable"
            ? this.variables.get(part.name)
            : undefined;
      if (text === undefined) {
        this.#problem(
          line,
          `the value of ${quoted(name)} is not known: ${quoted(sourceOf(part))} is not evaluated`,
        );
        return undefined;
      }
      value += text;
      if (value.length > MAX_VALUE_CHARACTERS) {
        this.#problem(line, `the value of ${quoted(name)} is too long`);
        return undefined;
      }
    }
    return value;
  }

  #problem(line: number, problem: string): void {
    if (this.problems.length < MAX_PROBLEMS)
      this.problems.push(`line ${line}: ${problem}`);
  }
}

/** False when there are assignments in front of the command's name. */
function startsWithName([first]: readonly ShellWord[]): boolean {
  return first !== undefined && assignedName(first) === undefined;
}

/** True when only a shell knows which variable the word is about. */
function isDynamic(word: ShellWord): boolean {
  return (
    word.assigns === undefined && word.parts.some(({ kind }) => kind !== "text")
  );
}

/** Name in `NAME=value`, and in forms that are not evaluated: `NAME+=value`, `NAME[i]=value`, and names with quotes in them. */
function assignedName(word: ShellWord): string | undefined {
  return (
    word.assigns ??
    /^([A-Za-z_][A-Za-z0-9_]*)(?:\[.*\])?\+?=/s.exec(plainText(word))?.[1]
  );
}

function sourceOf(part: ShellPart): string {
  switch (part.kind) {
    case "text":
      return part.text;
    case "variable":
      return `$${part.name}`;
    case "unsupported":
      return part.what;
  }
}

function plainText(word: ShellWord): string {
  return word.parts.map(sourceOf).join("");
}

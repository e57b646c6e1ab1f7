import { quoted } from "./quoted.js";
import type { ShellCommand, ShellPart, ShellWord } from "./shell-words.js";
import { ShellReader } from "./shell-words.js";

/** What a `release-info.inc` sets. */
export interface ReleaseInfo {
  /** Value of `PLATFORM_RELEASE`; undefined when it is not set, empty, or not known for sure. */
  readonly platformRelease: string | undefined;
  /** Variables whose value is known for sure. */
  readonly variables: ReadonlyMap<string, string>;
  /** What was not understood, each with its line. */
  readonly problems: string[];
}

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
 * Reads a `release-info.inc`: the shell fragment that the original sources (spec section 7). It is parsed, never executed: comments,
 * quotes, escapes, continued lines, `export` and references to earlier variables of the same file mean what they mean to a
 * shell, and so does a later assignment. What would have to be executed is reported as a problem, and every variable whose value depends on it is
 * left out. Windows line ends are taken for line ends.
 */
export function parseReleaseInfo(text: string): ReleaseInfo {
  const evaluation = new Evaluation();
  const reader = new ShellReader(
    text.replace(/^\uFEFF/, "").replace(/\r\n/g, "\n"),
  );
  for (;;) {
    const command = reader.nextCommand();
    if (command === undefined) break;
    evaluation.run(command);
  }
  if (reader.lost !== undefined)
    evaluation.overturn(reader.line, `${reader.lost}; the rest is not read`);

  const { variables, problems } = evaluation;
  const release = variables.get("PLATFORM_RELEASE");
  return {
    platformRelease: release === "" ? undefined : release,
    variables,
    problems,
  };
}

class Evaluation {
  readonly variables = new Map<string, string>();
  readonly problems: string[] = [];
  #conditional = false;

  run(command: ShellCommand): void {
    const { line, words } = command;
    const name = commandName(words);
    this.#checkFlow(command, name);
    if (name === undefined || DECLARATIONS.has(name))
      this.#assignAll(command, name);
    else if (OVERTURNING.has(name))
      this.overturn(line, `${name} is not executed and could set any variable`);
    else if (name === "unset")
      for (const word of words) this.variables.delete(plainText(word));
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

  #checkFlow(command: ShellCommand, name: string | undefined): void {
    const { line, operators } = command;
    const branches =
      operators.has("(") || operators.has(")") || CONTROL.has(name ?? "");
    if (branches && !this.#conditional)
      this.#problem(
        line,
        "conditions, loops, functions, arrays and subshells are not evaluated, so what is set from here on is not known",
      );
    else if (!branches && operators.size > 0)
      this.#problem(line, `${[...operators].join(" ")} is not evaluated`);
    this.#conditional ||= branches;
  }

  #assignAll(command: ShellCommand, name: string | undefined): void {
    const { line, words, operators } = command;
    const certain =
      operators.size === 0 &&
      !this.#conditional &&
      // `A=1 export B=2` sets A in some shells only.
      (name === undefined || words[0]?.assigns === undefined);
    for (const word of words) {
      const value =
        certain && word.assigns !== undefined
          ? this.#expand(word.assigns, word.parts, line)
          : undefined;
      if (word.assigns !== undefined && value !== undefined)
        this.variables.set(word.assigns, value);
      else this.#forget(assignedName(word));
      if (word.assigns === undefined && assignedName(word) !== undefined)
        this.#problem(line, `${quoted(plainText(word))} is not evaluated`);
    }
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

/** First word that assigns nothing; undefined when there is none. */
function commandName(words: readonly ShellWord[]): string | undefined {
  const word = words.find((candidate) => assignedName(candidate) === undefined);
  return word === undefined ? undefined : plainText(word);
}

/** Name in `NAME=value`, and in the forms that are not evaluated: `NAME+=value` and `NAME[i]=value`. */
function assignedName(word: ShellWord): string | undefined {
  return (
    word.assigns ??
    /^([A-Za-z_][A-Za-z0-9_]*)(?:\+=|\[.*\]\+?=)/.exec(plainText(word))?.[1]
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
  return word.parts
    .map((part) => (part.kind === "text" ? part.text : "$"))
    .join("");
}

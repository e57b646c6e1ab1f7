import { Problems } from "../problems.js";
import { version } from "../version.js";
import { allOptions } from "./common-options.js";
import { helpText } from "./help.js";
import { normalizeArguments } from "./normalize.js";
import type { CommandSpec } from "./option.js";

/** Values of a parsed command line; every access names a declared option. */
export interface ParsedLine {
  text(name: string): string | undefined;
  list(name: string): readonly string[];
  flag(name: string): boolean;
  /** What said the value of an option that the line itself does not have, e.g. a file and a line; undefined otherwise. */
  origin(name: string): string | undefined;
  readonly positionals: readonly string[];
}

/** What a command line asks for: to be run, or to print something and end. */
export type ParseOutcome =
  | {
      readonly kind: "run";
      readonly line: ParsedLine;
      readonly problems: Problems | undefined;
    }
  | { readonly kind: "print"; readonly text: string };

/** Parses the arguments of a command. Problems are returned, so that the command can add its own. */
export async function parseCommandLine(
  argv: readonly string[],
  spec: CommandSpec,
  columns: number,
): Promise<ParseOutcome> {
  const { options, positionals, problems } = normalizeArguments(argv, spec);
  if (options.includes("--help"))
    return { kind: "print", text: helpText(spec, columns) };
  if (options.includes("--version"))
    return { kind: "print", text: `${version()}\n` };
  const values = await parseOptions(options, spec);
  const asList = (name: string): string[] => {
    const value = values[name];
    if (Array.isArray(value)) return value.map(String);
    return typeof value === "string" ? [value] : [];
  };
  return {
    kind: "run",
    problems: problems.length === 0 ? undefined : new Problems(problems),
    line: {
      text: (name) => asList(name).at(-1),
      list: asList,
      flag: (name) => values[name] === true,
      origin: () => undefined,
      positionals,
    },
  };
}

/** yargs gives the values their types; what is wrong with the line was found before it sees it. */
async function parseOptions(
  options: readonly string[],
  spec: CommandSpec,
): Promise<Record<string, unknown>> {
  const { default: yargs } = await import("yargs");
  const parser = yargs()
    .exitProcess(false)
    .help(false)
    .version(false)
    // Each of these would change a value or a name behind our back.
    .parserConfiguration({
      "boolean-negation": false,
      "camel-case-expansion": false,
      "dot-notation": false,
      "greedy-arrays": false,
      "parse-numbers": false,
      "parse-positional-numbers": false,
      "duplicate-arguments-array": true,
      "short-option-groups": false,
    });
  for (const { name, kind } of allOptions(spec)) {
    parser.option(name, { type: kind === "flag" ? "boolean" : "string" });
  }
  return parser.parseAsync(options.flatMap(protectQuotes));
}

/** yargs strips quotes off a value behind `=`, but not off one that is a word of its own. */
function protectQuotes(option: string): string[] {
  const quoted = /^(--[^=]+)=(["'][^]*)$/.exec(option);
  return quoted === null ? [option] : quoted.slice(1);
}

import yargs from "yargs";
import { Problems } from "../problems.js";
import { COMMON_OPTIONS, normalizeArguments } from "./normalize.js";
import type { CommandSpec } from "./option.js";
import { version } from "../version.js";

/** Values of a parsed command line; every access names a declared option. */
export interface ParsedLine {
  text(name: string): string | undefined;
  list(name: string): readonly string[];
  flag(name: string): boolean;
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
    return { kind: "print", text: await helpText(spec, columns) };
  if (options.includes("--version"))
    return { kind: "print", text: `${version()}\n` };
  const values = await createParser(spec, columns).parseAsync([
    ...options,
    "--",
    ...positionals,
  ]);
  const asList = (name: string): string[] => {
    const value: unknown = values[name];
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
      positionals,
    },
  };
}

/** The help of a command, beginning with examples. */
export async function helpText(
  spec: CommandSpec,
  columns: number,
): Promise<string> {
  return `${await createParser(spec, columns).getHelp()}\n`;
}

/** yargs knows the options for help and for typing; what is wrong was found before it sees a thing. */
function createParser(
  spec: CommandSpec,
  columns: number,
): ReturnType<typeof yargs> {
  const usage = [
    ...spec.examples.map(
      ({ command, describe }) => `  ${command}\n      ${describe}`,
    ),
    "",
    `Usage: ${spec.name} [options] ${spec.positionals?.placeholder ?? ""}`.trimEnd(),
    "",
    spec.summary,
    ...(spec.positionals === undefined
      ? []
      : ["", `${spec.positionals.placeholder}  ${spec.positionals.describe}`]),
  ].join("\n");
  const parser = yargs()
    .scriptName(spec.name)
    .usage(usage)
    .exitProcess(false)
    .help(false)
    .version(false)
    .wrap(columns)
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
  for (const option of [...spec.options, ...COMMON_OPTIONS]) {
    const value =
      option.placeholder === undefined ? "" : `${option.placeholder}: `;
    parser.option(option.name, {
      type: option.kind === "flag" ? "boolean" : "string",
      describe: value + option.describe,
      group: `${option.group}:`,
      ...(option.short === undefined ? {} : { alias: option.short }),
      ...(option.choices === undefined ? {} : { choices: option.choices }),
    });
  }
  return spec.epilogue === undefined ? parser : parser.epilogue(spec.epilogue);
}

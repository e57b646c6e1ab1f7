import { nearestName } from "@stx-patch/core";
import { CliError } from "../error.js";
import { COMMANDS, type CommandName } from "./registry.js";

/** What the words of a command line name. */
export type FoundCommand =
  | {
      readonly kind: "command";
      readonly name: CommandName;
      /** The words behind the command's name. */
      readonly argv: readonly string[];
    }
  | {
      /** An executable of which only the subcommands do something. */
      readonly kind: "group";
      readonly name: string;
      readonly argv: readonly string[];
    };

/** The names of all commands, in the order they are listed in. */
export const COMMAND_NAMES = Object.keys(COMMANDS) as CommandName[];

/** The executable that has all commands, and some that are no executables: those whose name begins with it. */
export const ALL = "stx-patch";

/**
 * The command that an executable runs for these arguments. A subcommand wins over an argument of the same
 * name (`patch-make ./init` is a file).
 */
export function findCommand(
  executable: string,
  argv: readonly string[],
): FoundCommand {
  const [first, ...rest] = argv;
  const name = known(`${executable} ${first ?? ""}`);
  if (name !== undefined) return { kind: "command", name, argv: rest };
  const own = known(executable);
  if (own !== undefined) return { kind: "command", name: own, argv };
  return { kind: "group", name: executable, argv };
}

/**
 * What the words behind `stx-patch` mean: a command that only it has, or an executable by its name, with or without
 * `patch-`, and what that does with the rest.
 *
 * @throws CliError CLI_COMMAND_UNKNOWN
 */
export function findCommandOfAll(
  word: string,
  rest: readonly string[],
): FoundCommand {
  const own = known(`${ALL} ${word}`);
  if (own !== undefined) return { kind: "command", name: own, argv: rest };
  const names = [...new Set(COMMAND_NAMES.map(wordOf))];
  const name = names.find((full) => full === word || full === `patch-${word}`);
  if (name === undefined) throw unknownCommand(word, names);
  return findCommand(name, rest);
}

/** The names of a group's subcommands, without the group's own. */
export function subcommandsOf(group: string): CommandName[] {
  return COMMAND_NAMES.filter((name) => name.startsWith(`${group} `));
}

/** What to say of a word that names no command. */
export function unknownCommand(
  word: string,
  names: readonly string[],
): CliError {
  const near = nearestName(word, names);
  return new CliError(
    "CLI_COMMAND_UNKNOWN",
    `unknown command ${JSON.stringify(word)}`,
    near === undefined ? {} : { remedy: `Did you mean ${near}?` },
  );
}

/** The word that stands for a command behind `stx-patch`. */
function wordOf(name: CommandName): string {
  const [executable = name, own] = name.split(" ");
  return executable === ALL && own !== undefined ? own : executable;
}

function known(name: string): CommandName | undefined {
  return COMMAND_NAMES.find((command) => command === name);
}

import { nearest } from "../command-line/nearest.js";
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
 * The executable that a word behind `stx-patch` means: its name, or its name without `patch-`.
 *
 * @throws CliError CLI_COMMAND_UNKNOWN
 */
export function findExecutable(word: string): string {
  const names = [...new Set(COMMAND_NAMES.map(executableOf))];
  const name = names.find((full) => full === word || full === `patch-${word}`);
  if (name === undefined) throw unknownCommand(word, names);
  return name;
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
  const near = nearest(word, names);
  return new CliError(
    "CLI_COMMAND_UNKNOWN",
    `unknown command ${JSON.stringify(word)}`,
    near === undefined ? {} : { remedy: `Did you mean ${near}?` },
  );
}

function executableOf(name: CommandName): string {
  return name.split(" ")[0] ?? name;
}

function known(name: string): CommandName | undefined {
  return COMMAND_NAMES.find((command) => command === name);
}

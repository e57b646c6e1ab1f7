import { allOptions } from "../command-line/common-options.js";
import type { CommandSpec, OptionSpec } from "../command-line/option.js";
import {
  positionalsOf,
  valuesOf,
  type PossibleValues,
} from "../command-line/value-kind.js";
import { ALL, COMMAND_NAMES } from "../commands/find-command.js";
import { COMMANDS } from "../commands/registry.js";

/** What can stand on the command lines of all executables, as completion scripts need it. */
export interface CompletionModel {
  readonly executables: readonly string[];
  readonly commands: readonly CompletedCommand[];
  /** Words that lead from one command to another, e.g. `patch-sign` by `request`. */
  readonly steps: readonly CompletedStep[];
}

/** A command, or a name that has only subcommands. */
export interface CompletedCommand {
  /** `patch-sign request`. */
  readonly name: string;
  readonly options: readonly CompletedOption[];
  readonly places: readonly PossibleValues[];
  readonly repeats: boolean;
}

/** One option. */
export interface CompletedOption {
  readonly name: string;
  readonly short: string | undefined;
  readonly describe: string;
  readonly placeholder: string;
  /** Undefined: it takes none. */
  readonly value: PossibleValues | undefined;
  readonly repeats: boolean;
}

/** Behind the words of `from`, `word` makes it the command `to`. */
export interface CompletedStep {
  readonly from: string;
  readonly word: string;
  readonly to: string;
  readonly describe: string;
  /** Understood, but not offered: there is another word for it. */
  readonly isHidden: boolean;
}

/** Gathers the declarations of all commands. */
export async function completionModel(): Promise<CompletionModel> {
  const specs = await Promise.all(
    COMMAND_NAMES.map((name) => COMMANDS[name].spec()),
  );
  const executables = [
    ...new Set([ALL, ...COMMAND_NAMES.map((name) => name.split(" ")[0] ?? "")]),
  ];
  const groups = executables.filter((name) =>
    specs.every((spec) => spec.name !== name),
  );
  return {
    executables,
    commands: [...specs, ...groups.map(asGroup)].map(completedCommand),
    steps: [
      ...specs.flatMap(stepTo),
      ...executables.flatMap((name) => stepsThroughAll(name, specs)),
    ],
  };
}

/** A name that does nothing but lead to its subcommands. */
function asGroup(name: string): CommandSpec {
  return { name, summary: "", examples: [], options: [], syntax: "getopt" };
}

function completedCommand(spec: CommandSpec): CompletedCommand {
  return {
    name: spec.name,
    options: allOptions(spec).map(completedOption),
    ...positionalsOf(spec),
  };
}

function completedOption(option: OptionSpec): CompletedOption {
  const { name, short, kind, describe, placeholder = name } = option;
  return {
    name,
    short,
    describe: shortened(describe),
    placeholder,
    value: kind === "flag" ? undefined : valuesOf(option),
    repeats: kind === "list",
  };
}

/** Shells give a description one line; what stands behind a colon or semicolon is in the help. */
function shortened(describe: string): string {
  return (describe.split(/[;:] /)[0] ?? describe).replace(/ \([^)]*$/, "");
}

function stepTo({ name, summary }: CommandSpec): CompletedStep[] {
  const [from = "", word] = name.split(" ");
  return word === undefined
    ? []
    : [{ from, word, to: name, describe: summary, isHidden: false }];
}

/** `stx-patch patch-build`, which `stx-patch build` is, too. */
function stepsThroughAll(
  name: string,
  specs: readonly CommandSpec[],
): CompletedStep[] {
  if (name === ALL) return [];
  const own = specs.find((spec) => spec.name === name);
  const subcommands = specs
    .filter((spec) => spec.name.startsWith(`${name} `))
    .map((spec) => spec.name.slice(name.length + 1));
  const describe = own?.summary ?? subcommands.join(", ");
  const step = { from: ALL, to: name, describe };
  const short = name.replace(/^patch-/, "");
  return [
    { ...step, word: name, isHidden: false },
    ...(short === name ? [] : [{ ...step, word: short, isHidden: true }]),
  ];
}

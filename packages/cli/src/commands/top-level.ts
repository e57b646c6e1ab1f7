import type { CommandSpec } from "../command-line/option.js";
import { renderTable } from "../render/table.js";
import { ALL, COMMAND_NAMES, subcommandsOf } from "./find-command.js";
import { COMMANDS, type CommandName } from "./registry.js";

/** Help of `stx-patch` itself. */
export async function topLevelHelp(): Promise<string> {
  const own = subcommandsOf(ALL);
  const executables = COMMAND_NAMES.filter((name) => !own.includes(name));
  return [
    "  stx-patch patch-build --id STX_20.06_PATCH_0001 --controller my.rpm",
    "  stx-patch patch-verify STX_20.06_PATCH_0001.patch",
    "",
    "Usage: stx-patch COMMAND [options]",
    "",
    "Builds, signs and verifies StarlingX software patches.",
    "",
    "Commands (each is also an executable of its own):",
    commandTable(await specsOf(executables)),
    ...(own.length === 0
      ? []
      : ["Commands of stx-patch only:", commandTable(await specsOf(own))]),
    "Run stx-patch COMMAND --help for the options of one.",
    "",
  ].join("\n");
}

/** Help of an executable that has subcommands only. */
export async function groupHelp(group: string): Promise<string> {
  const specs = await specsOf(subcommandsOf(group));
  const examples = specs.flatMap((spec) => spec.examples.slice(0, 1));
  return [
    ...examples.map(({ command }) => `  ${command}`),
    "",
    `Usage: ${group} COMMAND [options]`,
    "",
    "Commands:",
    commandTable(specs),
    `Run ${group} COMMAND --help for the options of one.`,
    "",
  ].join("\n");
}

function specsOf(names: readonly CommandName[]): Promise<CommandSpec[]> {
  return Promise.all(names.map((name) => COMMANDS[name].spec()));
}

function commandTable(specs: readonly CommandSpec[]): string {
  return renderTable(
    specs.map(({ name, summary }) => [name, summary]),
    "  ",
  );
}

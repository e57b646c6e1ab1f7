import { COLOUR_CHOICES } from "../render/style.js";
import type { CommandSpec, OptionSpec } from "./option.js";

const GROUP = "Other";

/** Options that every command has, those of the original tools included. */
const EVERYWHERE: readonly OptionSpec[] = [
  {
    name: "help",
    short: "h",
    kind: "flag",
    describe: "show this help",
    group: GROUP,
  },
  {
    name: "version",
    kind: "flag",
    describe: "show the version",
    group: GROUP,
  },
];

/** Options of every command that is not bound to the options of an original tool. */
const MODERN: readonly OptionSpec[] = [
  {
    name: "verbose",
    short: "v",
    kind: "flag",
    describe: "say more: long lists in full, and each step on stderr",
    group: GROUP,
  },
  {
    name: "debug",
    kind: "flag",
    describe:
      "also say on stderr how long each step took, what it worked with, and where an error comes from; no secrets",
    group: GROUP,
  },
  {
    name: "color",
    kind: "text",
    choices: COLOUR_CHOICES,
    describe:
      "colours: on a terminal (auto, and as NO_COLOR, FORCE_COLOR and CLICOLOR have it), always or never",
    group: GROUP,
    lastWins: true,
  },
  {
    name: "config",
    kind: "text",
    placeholder: "FILE",
    describe:
      "defaults of options from this file and no other (docs/configuration.md)",
    group: GROUP,
  },
  {
    name: "no-config",
    kind: "flag",
    describe: "read no configuration file",
    group: GROUP,
  },
];

/** Everything that a command's line may say: its own options, then those that all have. */
export function allOptions({ options, syntax }: CommandSpec): OptionSpec[] {
  return [...options, ...(syntax === "modern" ? MODERN : []), ...EVERYWHERE];
}

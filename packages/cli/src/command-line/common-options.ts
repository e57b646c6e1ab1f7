import type { OptionSpec } from "./option.js";

/** Options that every command has. */
export const COMMON_OPTIONS: readonly OptionSpec[] = [
  {
    name: "help",
    short: "h",
    kind: "flag",
    describe: "show this help",
    group: "Other",
  },
  {
    name: "version",
    kind: "flag",
    describe: "show the version",
    group: "Other",
  },
];

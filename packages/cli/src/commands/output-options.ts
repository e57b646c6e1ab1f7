import type { OptionSpec } from "../command-line/option.js";

/** One JSON object instead of text. */
export const JSON_OPTION: OptionSpec = {
  name: "json",
  kind: "flag",
  describe: "print one JSON object",
  group: "Output",
};

/** For terminals that are recorded. */
export const NO_PROGRESS_OPTION: OptionSpec = {
  name: "no-progress",
  kind: "flag",
  describe: "no progress line on a terminal",
  group: "Output",
};

/** How much a command that works for a while shows. */
export const OUTPUT_OPTIONS: readonly OptionSpec[] = [
  JSON_OPTION,
  {
    name: "quiet",
    short: "q",
    kind: "flag",
    describe: "print errors only",
    group: "Output",
  },
  NO_PROGRESS_OPTION,
];

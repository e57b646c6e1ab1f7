import type { OptionSpec } from "../../command-line/option.js";

/** Which ids, and where those that are given out are kept. */
export const SERIES_OPTIONS: readonly OptionSpec[] = [
  {
    name: "prefix",
    kind: "text",
    placeholder: "PREFIX",
    describe: "what the ids begin with, e.g. STX",
    group: "Ids",
    setting: {},
  },
  {
    name: "release",
    kind: "text",
    placeholder: "VERSION",
    describe: "platform release, e.g. 20.06; counted by itself",
    group: "Ids",
    setting: {
      variable: "PLATFORM_RELEASE",
      readsVariable: true,
      besides: ["release-info"],
    },
  },
  {
    name: "register",
    kind: "text",
    placeholder: "DIR",
    describe:
      "directory with a file for each id that was given out; any number of jobs may share it",
    group: "Ids",
    setting: { value: "path", besides: ["order"] },
  },
];

import type { OptionSpec } from "../command-line/option.js";

/** Options about the system that a patch is for. */
export const RELEASE_OPTIONS: readonly OptionSpec[] = [
  {
    name: "base",
    kind: "text",
    placeholder: "DIR",
    describe:
      "also say whether the patches fit this load: a directory of RPMs, or of repodata",
    group: "Release",
  },
  {
    name: "with",
    kind: "list",
    placeholder: "PATCH",
    describe:
      "a patch that the system has, or a directory of them; repeats, and a required patch that is not named is missing then",
    group: "Release",
  },
];

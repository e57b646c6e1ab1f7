import type { OptionSpec } from "../../command-line/option.js";

/** How a change of a repository is made. */
export const CHANGE_OPTIONS: readonly OptionSpec[] = [
  {
    name: "repodata-by",
    kind: "text",
    placeholder: "WRITER",
    choices: ["auto", "createrepo_c", "own"],
    describe:
      "who writes repodata: createrepo_c, our own writer, or the first of them that is there (auto, the default)",
    group: "Repository",
  },
  {
    name: "timeout",
    kind: "text",
    placeholder: "SECONDS",
    describe:
      "how long to wait for another change of the same repository, 60 by default",
    group: "Repository",
  },
];

/** A command's first argument. */
export const DIR_DESCRIPTION = "the directory of the repository";

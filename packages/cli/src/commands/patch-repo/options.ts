import type { OptionSpec } from "../../command-line/option.js";
import { timeoutOption } from "../timeout-option.js";

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
  timeoutOption("another change of the same repository", "Repository"),
];

/** A command's first argument. */
export const DIR_DESCRIPTION = "the directory of the repository";

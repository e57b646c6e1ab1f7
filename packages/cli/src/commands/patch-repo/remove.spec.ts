import type { CommandSpec } from "../../command-line/option.js";
import { JSON_OPTION } from "../output-options.js";
import { CHANGE_OPTIONS, DIR_DESCRIPTION } from "./options.js";

/** Declaration of `patch-repo remove`. */
export const PATCH_REPO_REMOVE: CommandSpec = {
  name: "patch-repo remove",
  summary:
    "Takes patches out of a repository, with the RPMs that no other one brings.",
  syntax: "modern",
  positionals: {
    placeholder: "DIR ID...",
    describe: `${DIR_DESCRIPTION}, and the ids of the patches`,
  },
  examples: [
    {
      command: "patch-repo remove updates/ STX_20.06_PATCH_0002",
      describe: "unless another patch needs it",
    },
  ],
  options: [...CHANGE_OPTIONS, JSON_OPTION],
  epilogue: "Exit status: 0 done, 1 not possible or usage, 2 malformed, 5 I/O.",
};

import type { CommandSpec } from "../../command-line/option.js";
import { JSON_OPTION } from "../output-options.js";
import { DIR_DESCRIPTION } from "./options.js";

/** Declaration of `patch-repo list`. */
export const PATCH_REPO_LIST: CommandSpec = {
  name: "patch-repo list",
  summary: "Shows the patches of a repository and their RPMs.",
  syntax: "modern",
  positionals: { placeholder: "DIR", describe: DIR_DESCRIPTION },
  examples: [
    { command: "patch-repo list updates/", describe: "what hosts can install" },
  ],
  options: [JSON_OPTION],
  epilogue: "Exit status: 0 done, 1 usage, 2 malformed, 5 I/O.",
};

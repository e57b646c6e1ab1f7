import type { CommandSpec } from "../../command-line/option.js";
import { JSON_OPTION, NO_PROGRESS_OPTION } from "../output-options.js";
import { DIR_DESCRIPTION } from "./options.js";

/** Declaration of `patch-repo check`. */
export const PATCH_REPO_CHECK: CommandSpec = {
  name: "patch-repo check",
  summary:
    "Says whether a repository is whole: RPMs, repodata and groups are what its patches say.",
  syntax: "modern",
  positionals: { placeholder: "DIR", describe: DIR_DESCRIPTION },
  examples: [
    { command: "patch-repo check updates/", describe: "reads every RPM" },
  ],
  options: [JSON_OPTION, NO_PROGRESS_OPTION],
  epilogue:
    "Exit status: 0 sound (warnings aside), 1 usage, 2 not sound, 5 I/O.",
};

import type { CommandSpec } from "../../command-line/option.js";

/** Declaration of `setup_patch_repo`, which takes the original's command line and no more. */
export const SETUP_PATCH_REPO: CommandSpec = {
  name: "setup_patch_repo",
  summary:
    "Makes a repository from the command line of StarlingX's setup_patch_repo.",
  syntax: "getopt",
  positionals: { placeholder: "PATCH...", describe: "the patches" },
  examples: [
    {
      command: "setup_patch_repo -o updates STX_20.06_PATCH_0001.patch",
      describe: "as patch-repo add updates STX_20.06_PATCH_0001.patch",
    },
  ],
  options: [
    {
      name: "output",
      short: "o",
      kind: "text",
      placeholder: "DIR",
      describe: "the directory of the repository",
      group: "Repository",
      lastWins: true,
    },
  ],
  epilogue: "Whom to trust is found as by patch-repo add; it has more options.",
};

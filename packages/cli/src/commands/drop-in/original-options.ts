import type { OptionSpec } from "../../command-line/option.js";

/** How the original's modify_patch and query_patch are told which patch is meant; the last one counts, as with getopt. */
export const WHICH_PATCH_OPTIONS: readonly OptionSpec[] = [
  {
    name: "sw_version",
    kind: "text",
    placeholder: "VERSION",
    describe: "release of the patch, with --id",
    group: "Patch",
    lastWins: true,
  },
  {
    name: "id",
    kind: "text",
    placeholder: "ID",
    describe:
      "the patch VERSION/ID.patch below the working directory, or ID.patch in it",
    group: "Patch",
    lastWins: true,
  },
  {
    name: "file",
    kind: "text",
    placeholder: "PATH",
    values: "patch",
    describe: "the patch itself",
    group: "Patch",
    lastWins: true,
  },
];

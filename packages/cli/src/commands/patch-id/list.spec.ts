import { unconfigured, type CommandSpec } from "../../command-line/option.js";
import { JSON_OPTION } from "../output-options.js";
import { SERIES_OPTIONS } from "./series-options.js";

/** Declaration of `patch-id list`. */
export const PATCH_ID_LIST: CommandSpec = {
  name: "patch-id list",
  summary: "Shows which patch ids a register has given out, when and to whom.",
  syntax: "modern",
  examples: [
    {
      command: "patch-id list --register /srv/patch-ids",
      describe: "all ids",
    },
    {
      command:
        "patch-id list --register /srv/patch-ids --prefix STX --release 20.06",
      describe: "those of one release; the last line is the newest",
    },
  ],
  options: [
    // Ids of all series are listed unless the command line says which.
    ...SERIES_OPTIONS.map((option) =>
      option.name === "register" ? option : unconfigured(option),
    ),
    JSON_OPTION,
  ],
  epilogue: "Exit status: 0 done, 1 usage, 2 malformed, 5 I/O.",
};

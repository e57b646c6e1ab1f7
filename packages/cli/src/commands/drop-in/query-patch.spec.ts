import type { CommandSpec } from "../../command-line/option.js";
import { QUERY_FIELDS } from "../patch-query.spec.js";
import { WHICH_PATCH_OPTIONS } from "./original-options.js";

/** Declaration of `query_patch`, which takes the original's command line and no more. */
export const QUERY_PATCH: CommandSpec = {
  name: "query_patch",
  summary:
    "Shows a patch's metadata from the command line of StarlingX's query_patch.",
  syntax: "getopt",
  examples: [
    {
      command: "query_patch --file STX_20.06_PATCH_0001.patch --field status",
      describe: "shows the status",
    },
  ],
  options: [
    ...WHICH_PATCH_OPTIONS,
    {
      name: "field",
      kind: "text",
      placeholder: "NAME",
      choices: QUERY_FIELDS,
      describe: `show this field only: ${QUERY_FIELDS.join(", ")}`,
      group: "Query",
      lastWins: true,
    },
  ],
  epilogue: "Trust is decided as by patch-query, which has more options.",
};

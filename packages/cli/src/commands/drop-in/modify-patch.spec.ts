import type { CommandSpec } from "../../command-line/option.js";
import { STATUS_OPTIONS } from "../rewrite/patch-modify.spec.js";
import { WHICH_PATCH_OPTIONS } from "./original-options.js";

/** Declaration of `modify_patch`, which takes the original's command line and no more. */
export const MODIFY_PATCH: CommandSpec = {
  name: "modify_patch",
  summary:
    "Sets a patch's status from the command line of StarlingX's modify_patch.",
  syntax: "getopt",
  examples: [
    {
      command: "modify_patch --released --file STX_20.06_PATCH_0001.patch",
      describe: "sets the status to REL, in place",
    },
  ],
  options: [...STATUS_OPTIONS, ...WHICH_PATCH_OPTIONS],
  epilogue: [
    "Exactly one of --obsolete, --released and --development.",
    "Keys and trust are found as by patch-modify, which has more options.",
  ].join("\n"),
};

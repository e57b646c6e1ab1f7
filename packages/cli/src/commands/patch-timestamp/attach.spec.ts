import type { CommandSpec } from "../../command-line/option.js";
import { TSA_OPTION } from "../../sidecars/sidecar-options.js";
import { OUTPUT_OPTIONS } from "../output-options.js";
import { LIMIT_OPTION, TRUST_OPTIONS } from "../trust-options.js";

/** Declaration of `patch-timestamp attach`. */
export const TIMESTAMP_ATTACH: CommandSpec = {
  name: "patch-timestamp attach",
  summary:
    "Puts an authority's time stamp beside a patch, once it is known to be of its signature.",
  syntax: "modern",
  positionals: {
    placeholder: "PATCH ANSWER",
    describe: "the patch, and the authority's answer",
  },
  examples: [
    {
      command:
        "patch-timestamp attach STX_20.06_PATCH_0001.patch answer.tsr --tsa-cert tsa-root.pem",
      describe: "writes STX_20.06_PATCH_0001.patch.tsr",
    },
    {
      command:
        "patch-timestamp attach P_0001.patch answer.tsr --request P_0001.patch.tsq",
      describe: "only when it answers this very request",
    },
  ],
  options: [
    {
      name: "request",
      kind: "text",
      placeholder: "FILE",
      values: "file",
      describe: "the request: number and policy of the answer have to be its",
      group: "Request",
    },
    TSA_OPTION,
    ...TRUST_OPTIONS,
    LIMIT_OPTION,
    {
      name: "output",
      short: "o",
      kind: "text",
      placeholder: "FILE",
      describe: "default: beside the patch, called like it with .tsr behind",
      group: "Output",
    },
    ...OUTPUT_OPTIONS,
  ],
  epilogue: [
    "Without --tsa-cert it is not known whether the authority is one; patch-verify --timestamp asks for it.",
    "Exit status: 0 done, 1 usage, 2 malformed or not of this patch, 5 I/O, 70 bug, 130 interrupted.",
  ].join("\n"),
};

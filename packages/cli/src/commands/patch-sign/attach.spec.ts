import type { CommandSpec } from "../../command-line/option.js";
import { OUTPUT_OPTIONS } from "../output-options.js";
import { KEY_ROLES, LIMIT_OPTION, TRUST_OPTIONS } from "../trust-options.js";
import { ACCEPTED_KEY_OPTION } from "./accepted-key-option.js";

/** Declaration of `patch-sign attach`. */
export const SIGN_ATTACH: CommandSpec = {
  name: "patch-sign attach",
  summary:
    "Puts a signature that was made elsewhere into a patch, once it is known to be right.",
  syntax: "modern",
  positionals: {
    placeholder: "FILE",
    values: "patch",
    describe: "the patch that was signed",
  },
  examples: [
    {
      command:
        "patch-sign attach STX_20.06_PATCH_0001.patch --signature STX_20.06_PATCH_0001.signature --role formal",
      describe: "in place",
    },
    {
      command:
        "patch-sign attach P_0001.patch --signature answer --cert formal=formal.pem -o signed/",
      describe: "a copy, signed with one certain key",
    },
  ],
  options: [
    {
      name: "signature",
      kind: "text",
      placeholder: "FILE",
      describe: "the signature: raw bytes or base64",
      group: "Signing",
    },
    {
      name: "role",
      kind: "text",
      placeholder: "ROLE",
      suggestions: KEY_ROLES,
      describe: "accept a signature of this role only, e.g. formal",
      group: "Signing",
    },
    ACCEPTED_KEY_OPTION,
    ...TRUST_OPTIONS,
    LIMIT_OPTION,
    {
      name: "output",
      short: "o",
      kind: "text",
      placeholder: "PATH",
      describe:
        "file, directory or - for stdout; default: in place, mode and owner kept",
      group: "Output",
    },
    ...OUTPUT_OPTIONS,
  ],
  epilogue:
    "Exit status: 0 done, 1 usage, 2 malformed patch, 4 not a signature of an accepted key over this patch, 5 I/O, 70 bug, 130 interrupted.",
};

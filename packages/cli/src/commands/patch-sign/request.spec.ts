import type { CommandSpec } from "../../command-line/option.js";
import { OUTPUT_OPTIONS } from "../output-options.js";
import {
  KEY_ROLES,
  ALLOW_UNTRUSTED_OPTION,
  LIMIT_OPTION,
  TRUST_OPTIONS,
} from "../trust-options.js";
import { ACCEPTED_KEY_OPTION } from "./accepted-key-option.js";

/** Declaration of `patch-sign request`. */
export const SIGN_REQUEST: CommandSpec = {
  name: "patch-sign request",
  summary:
    "Writes a small request with which somebody elsewhere can sign a patch without having it.",
  syntax: "modern",
  positionals: {
    placeholder: "FILE",
    values: "patch",
    describe: "the patch, signed by a development key as a rule",
  },
  examples: [
    {
      command: "patch-sign request STX_20.06_PATCH_0001.patch",
      describe: "writes STX_20.06_PATCH_0001.signing-request.json",
    },
    {
      command:
        "patch-sign request --cert formal=formal.pem -o - STX_20.06_PATCH_0001.patch",
      describe: "to stdout, with the key whose signature will be accepted",
    },
  ],
  options: [
    {
      name: "role",
      kind: "text",
      placeholder: "ROLE",
      suggestions: KEY_ROLES,
      describe: "role of the signature that is asked for (default: formal)",
      group: "Signing",
    },
    ACCEPTED_KEY_OPTION,
    ...TRUST_OPTIONS,
    ALLOW_UNTRUSTED_OPTION,
    LIMIT_OPTION,
    {
      name: "output",
      short: "o",
      kind: "text",
      placeholder: "PATH",
      describe: "file or - for stdout; default: ID.signing-request.json here",
      group: "Output",
    },
    ...OUTPUT_OPTIONS,
  ],
  epilogue: [
    "The request says how to answer it with openssl; patch-sign attach takes the answer.",
    "Exit status: 0 done, 1 usage, 2 malformed, 3 not trusted, 5 I/O, 70 bug, 130 interrupted.",
  ].join("\n"),
};

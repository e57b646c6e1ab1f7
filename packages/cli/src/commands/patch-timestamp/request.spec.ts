import type { CommandSpec } from "../../command-line/option.js";
import { OUTPUT_OPTIONS } from "../output-options.js";
import {
  ALLOW_UNTRUSTED_OPTION,
  LIMIT_OPTION,
  TRUST_OPTIONS,
} from "../trust-options.js";

/** Declaration of `patch-timestamp request`. */
export const TIMESTAMP_REQUEST: CommandSpec = {
  name: "patch-timestamp request",
  summary:
    "Writes a request (RFC 3161) for a time stamp of a patch's signature, to be sent to an authority.",
  syntax: "modern",
  positionals: { placeholder: "PATCH", describe: "the signed patch" },
  examples: [
    {
      command: "patch-timestamp request STX_20.06_PATCH_0001.patch",
      describe: "writes STX_20.06_PATCH_0001.patch.tsq",
    },
    {
      command:
        "patch-timestamp request P_0001.patch --nonce --policy 1.2.3.4.1 -o request.tsq",
      describe: "with a number that the answer has to have, under a policy",
    },
  ],
  options: [
    {
      name: "nonce",
      kind: "flag",
      describe:
        "put a random number into the request, which the answer has to have; without it the same patch gives the same bytes",
      group: "Request",
    },
    {
      name: "policy",
      kind: "text",
      placeholder: "OID",
      describe: "policy to ask for; default: the authority's own",
      group: "Request",
    },
    ...TRUST_OPTIONS,
    ALLOW_UNTRUSTED_OPTION,
    LIMIT_OPTION,
    {
      name: "output",
      short: "o",
      kind: "text",
      placeholder: "FILE",
      describe: "default: beside the patch, called like it with .tsq behind",
      group: "Output",
    },
    ...OUTPUT_OPTIONS,
  ],
  epilogue: [
    "Send it with: curl -H 'Content-Type: application/timestamp-query' --data-binary @FILE.tsq URL -o answer.tsr",
    "patch-timestamp attach takes the answer.",
    "Exit status: 0 done, 1 usage, 2 malformed, 3 not trusted, 5 I/O, 70 bug, 130 interrupted.",
  ].join("\n"),
};

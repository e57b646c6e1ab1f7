import type { CommandSpec } from "../command-line/option.js";
import { TRUST_OPTIONS } from "./patch-verify.spec.js";

/** Fields that `--field` takes: the original's, and what it kept to itself. */
export const QUERY_FIELDS = [
  "id",
  "sw_version",
  "status",
  "cert",
  "reboot_required",
  "unremovable",
  "summary",
  "description",
  "install_instructions",
  "warnings",
  "apply_active_release_only",
  "contents",
  "requires",
  "semantics",
] as const;

/** Declaration of `patch-query`. */
export const PATCH_QUERY: CommandSpec = {
  name: "patch-query",
  summary: "Shows what is inside a patch: metadata, RPMs, signer.",
  syntax: "modern",
  positionals: {
    placeholder: "FILE",
    describe: "the patch; - reads it from stdin",
  },
  examples: [
    {
      command: "patch-query STX_20.06_PATCH_0001.patch",
      describe: "show everything",
    },
    {
      command: "patch-query --field summary STX_20.06_PATCH_0001.patch",
      describe: "show one field",
    },
  ],
  options: [
    {
      name: "field",
      kind: "text",
      placeholder: "NAME",
      choices: QUERY_FIELDS,
      describe: "show this field only",
      group: "Query",
    },
    ...TRUST_OPTIONS,
    {
      name: "json",
      kind: "flag",
      describe: "print one JSON object",
      group: "Output",
    },
  ],
  epilogue:
    "Exit status: 0 trusted, 1 usage, 2 malformed, 3 not trusted (what can be read is shown), 5 I/O.",
};

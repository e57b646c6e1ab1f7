import type { OptionSpec } from "../../command-line/option.js";
import { OUTPUT_OPTIONS } from "../output-options.js";
import { SIGNING_OPTIONS } from "../signing-options.js";
import {
  KEY_ROLES,
  ALLOW_UNTRUSTED_OPTION,
  LIMIT_OPTION,
  TRUST_OPTIONS,
} from "../trust-options.js";

/** What commands share that make a patch out of another. */
export const REWRITE_OPTIONS: readonly OptionSpec[] = [
  ...SIGNING_OPTIONS,
  {
    name: "role",
    kind: "text",
    placeholder: "ROLE",
    suggestions: KEY_ROLES,
    describe:
      "role that the new signature must have, e.g. formal; default: the role that the patch was signed in",
    group: "Signing",
  },
  ...TRUST_OPTIONS,
  ALLOW_UNTRUSTED_OPTION,
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
  {
    name: "dry-run",
    kind: "flag",
    describe: "check everything and show what would change, write nothing",
    group: "Output",
  },
  ...OUTPUT_OPTIONS,
];

/** What a positional argument is. */
export const PATCH_POSITIONALS = {
  placeholder: "FILE...",
  values: "patch",
  describe: "the patches; all of them are verified before the first is written",
} as const;

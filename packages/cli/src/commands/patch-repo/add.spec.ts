import type { CommandSpec } from "../../command-line/option.js";
import { OUTPUT_OPTIONS } from "../output-options.js";
import {
  ALLOW_UNTRUSTED_OPTION,
  LIMIT_OPTION,
  TRUST_OPTIONS,
} from "../trust-options.js";
import { CHANGE_OPTIONS, DIR_DESCRIPTION } from "./options.js";

/** Declaration of `patch-repo add`. */
export const PATCH_REPO_ADD: CommandSpec = {
  name: "patch-repo add",
  summary:
    "Puts the RPMs of patches into a repository that dnf reads; creates it when it is missing.",
  syntax: "modern",
  positionals: {
    placeholder: "DIR [PATCH...]",
    describe: `${DIR_DESCRIPTION}, and the patches; without a patch repodata are written again`,
  },
  examples: [
    {
      command: "patch-repo add updates/ STX_20.06_PATCH_0001.patch",
      describe: "verify a patch and add it",
    },
    {
      command: "patch-repo add updates/",
      describe: "an empty repository, or new repodata for one that is there",
    },
  ],
  options: [
    ...CHANGE_OPTIONS,
    ...TRUST_OPTIONS,
    ALLOW_UNTRUSTED_OPTION,
    LIMIT_OPTION,
    ...OUTPUT_OPTIONS,
  ],
  epilogue: [
    "All patches are added, or none. Of several versions of an RPM the newest stays.",
    "Exit status: 0 done, 1 usage, 2 a patch is malformed or does not belong here, 3 not trusted, 5 I/O.",
  ].join("\n"),
};

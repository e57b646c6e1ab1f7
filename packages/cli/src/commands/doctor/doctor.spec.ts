import type { CommandSpec } from "../../command-line/option.js";
import { JSON_OPTION, NO_PROGRESS_OPTION } from "../output-options.js";

/** Declaration of `stx-patch doctor`. */
export const DOCTOR: CommandSpec = {
  name: "stx-patch doctor",
  summary:
    "Checks what builds and verifications would find here: Node.js, configuration, keys, signers, trust anchors, release, disk.",
  syntax: "modern",
  examples: [
    {
      command: "stx-patch doctor",
      describe: "one line a check, and what to do where something is wrong",
    },
    {
      command: "stx-patch doctor --json",
      describe: "in a pipeline, before the build",
    },
  ],
  options: [JSON_OPTION, NO_PROGRESS_OPTION],
  epilogue: [
    "It looks with the settings that patch-build and patch-verify have here (stx-patch config shows them). A signer elsewhere is asked whose key it has; nothing is signed.",
    "Exit status: 0 nothing is bad, else that of what a command would fail with: 1 usage or configuration, 2 malformed, 4 key or signer, 5 I/O; of several the lowest.",
  ].join("\n"),
};

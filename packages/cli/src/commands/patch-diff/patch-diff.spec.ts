import type { CommandSpec } from "../../command-line/option.js";
import { OUTPUT_OPTIONS } from "../output-options.js";
import {
  ALLOW_UNTRUSTED_OPTION,
  LIMIT_OPTION,
  TRUST_OPTIONS,
} from "../trust-options.js";

/** Declaration of `patch-diff`. */
export const PATCH_DIFF: CommandSpec = {
  name: "patch-diff",
  summary:
    "Says what two patches differ in: metadata, RPMs, their files and scripts, signer.",
  syntax: "modern",
  positionals: {
    placeholder: "BEFORE AFTER",
    describe: "two patches; - reads one from stdin",
  },
  examples: [
    {
      command:
        "patch-diff old/STX_20.06_PATCH_0001.patch STX_20.06_PATCH_0001.patch",
      describe: "show what changed",
    },
    {
      command: "patch-diff --quiet dev.patch formal.patch",
      describe:
        "ask by exit status whether signing changed anything but signatures",
    },
    {
      command: "patch-diff --html changes.html old.patch new.patch",
      describe: "one page for the release notes",
    },
  ],
  options: [
    ...TRUST_OPTIONS,
    {
      ...ALLOW_UNTRUSTED_OPTION,
      describe:
        "compare them all the same, and let the exit status tell only whether they differ; the output says so",
    },
    {
      name: "html",
      kind: "text",
      placeholder: "FILE",
      describe:
        "also write one self-contained page, to read, send and print; - is stdout",
      group: "Reports",
    },
    LIMIT_OPTION,
    ...OUTPUT_OPTIONS,
  ],
  epilogue: [
    "Both patches are verified, and compared also when they are not trusted; the output and the exit status say so.",
    "The verdict is one of identical, same-but-packaging, same-but-signature, different.",
    "Exit status: 0 the same (the first three verdicts) and both trusted, 1 usage, 2 one is malformed, 3 one is not trusted, 5 I/O, 6 different.",
  ].join("\n"),
};

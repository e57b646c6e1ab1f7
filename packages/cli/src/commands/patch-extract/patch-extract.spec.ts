import type { CommandSpec } from "../../command-line/option.js";
import { OUTPUT_OPTIONS } from "../output-options.js";
import { LIMIT_OPTION, TRUST_OPTIONS } from "../trust-options.js";

/** Declaration of `patch-extract`. */
export const PATCH_EXTRACT: CommandSpec = {
  name: "patch-extract",
  summary:
    "Takes files out of a patch into a new directory, once the whole patch is found to be trusted.",
  syntax: "modern",
  positionals: {
    placeholder: "PATCH",
    describe: "the patch; - reads it from stdin",
  },
  examples: [
    {
      command: "patch-extract STX_20.06_PATCH_0001.patch --all --into contents",
      describe: "take out everything",
    },
    {
      command: "patch-extract STX_20.06_PATCH_0001.patch --rpm ctl --into rpms",
      describe: "take out one RPM, by package or by file name",
    },
    {
      command: "patch-extract STX_20.06_PATCH_0001.patch --metadata -o -",
      describe: "show metadata.xml",
    },
  ],
  options: [
    {
      name: "all",
      kind: "flag",
      describe:
        "metadata/, software/ and semantics/ with their files, signature and signature.v2",
      group: "What",
    },
    {
      name: "metadata",
      kind: "flag",
      describe: "metadata.xml",
      group: "What",
    },
    {
      name: "rpm",
      kind: "list",
      placeholder: "NAME",
      describe: "the RPMs of this package or file name; repeats",
      group: "What",
    },
    {
      name: "member",
      kind: "list",
      placeholder: "NAME",
      describe:
        "a member as it is, e.g. software.tar or signature.v2, or a file inside one, e.g. semantics.tar/pre-apply/ID; repeats",
      group: "What",
    },
    {
      name: "into",
      kind: "text",
      placeholder: "DIR",
      describe: "directory to make; it does not exist yet, or is empty",
      group: "Where",
    },
    {
      name: "output",
      short: "o",
      kind: "text",
      placeholder: "FILE",
      describe: "for a single file: write it to FILE; - is stdout",
      group: "Where",
    },
    {
      name: "unverified",
      kind: "flag",
      describe:
        "extract also from a patch that is not trusted or is malformed; the output says so",
      group: "Trust",
    },
    ...TRUST_OPTIONS,
    LIMIT_OPTION,
    ...OUTPUT_OPTIONS,
  ],
  epilogue: [
    "The patch is verified while it is extracted; the directory gets its name when the patch is found to be trusted, and not at all otherwise.",
    "Files get mode 0644 and belong to you, whatever the patch says.",
    "Exit status: 0 done, 1 usage, 2 malformed or without what was asked for, 3 not trusted, 5 I/O.",
  ].join("\n"),
};

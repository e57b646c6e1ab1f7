import type { CommandSpec } from "../../command-line/option.js";
import { OUTPUT_OPTIONS } from "../output-options.js";
import { LIMIT_OPTION, TRUST_OPTIONS } from "../trust-options.js";

/** Declaration of `patch-rebuild`. */
export const PATCH_REBUILD: CommandSpec = {
  name: "patch-rebuild",
  summary:
    "Builds a patch again from what it says of itself, and tells whether the same bytes come out.",
  syntax: "modern",
  positionals: { placeholder: "PATCH", describe: "the patch" },
  examples: [
    {
      command: "patch-rebuild STX_20.06_PATCH_0001.patch",
      describe: "without the key: everything but the signature is made anew",
    },
    {
      command: "patch-rebuild STX_20.06_PATCH_0001.patch --key dev.pem",
      describe: "with the key: the signature, too",
    },
  ],
  options: [
    {
      name: "key",
      kind: "text",
      placeholder: "FILE",
      describe:
        "private key that signed it (PEM); without it the signature is carried over",
      group: "Signing",
    },
    {
      name: "key-passphrase-file",
      kind: "text",
      placeholder: "FILE",
      describe: "file with the passphrase of --key",
      group: "Signing",
    },
    ...TRUST_OPTIONS,
    LIMIT_OPTION,
    ...OUTPUT_OPTIONS,
  ],
  epilogue: [
    "The RPMs are those in the patch, with their file signatures; times are those of its tar headers.",
    "The verdict is one of identical, same-but-signature (the signature was carried over, or is another), same-but-packaging, different.",
    "Exit status: 0 the same but for signature or packaging at most, 1 usage, 2 malformed, 3 not trusted, 4 key, 5 I/O, 6 different.",
  ].join("\n"),
};

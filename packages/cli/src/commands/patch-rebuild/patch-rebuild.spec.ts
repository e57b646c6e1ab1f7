import { unconfigured, type CommandSpec } from "../../command-line/option.js";
import { OUTPUT_OPTIONS } from "../output-options.js";
import { IMA_SIGNING_OPTIONS, SIGNING_OPTIONS } from "../signing-options.js";
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
      describe: "without the keys: everything but the signatures is made anew",
    },
    {
      command:
        "patch-rebuild STX_20.06_PATCH_0001.patch --rpms RPMS/ --key dev.pem --ima-key ima.pem",
      describe: "from the RPMs as they were built, signatures and all",
    },
  ],
  options: [
    {
      name: "rpms",
      kind: "list",
      placeholder: "PATH",
      values: "rpm",
      describe:
        "RPM or directory (searched to any depth) with the RPMs that the patch was built from; without it those in the patch are taken",
      group: "Input",
    },
    // Without a key, signatures are carried over. A random salt never comes out the same.
    ...SIGNING_OPTIONS.filter(({ name }) => name !== "random-salt").map(
      unconfigured,
    ),
    ...IMA_SIGNING_OPTIONS.map(unconfigured),
    ...TRUST_OPTIONS,
    LIMIT_OPTION,
    ...OUTPUT_OPTIONS,
  ],
  epilogue: [
    "Times, order, node types, texts, scripts and the layout of file signatures are those of the patch.",
    "Without --key or --signer the signature, without --ima-key or --ima-signer the file signatures are carried over.",
    "The verdict is one of identical, same-but-signature (the signature was carried over, or is another), same-but-packaging, different.",
    "Exit status: 0 the same but for signature or packaging at most, 1 usage, 2 malformed, or an RPM is missing or of another build, 3 not trusted, 4 key, 5 I/O, 6 different.",
  ].join("\n"),
};

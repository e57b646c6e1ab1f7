import type { CommandSpec } from "../../command-line/option.js";
import { PATCH_POSITIONALS, REWRITE_OPTIONS } from "./rewrite-options.js";

/** Declaration of `patch-sign resign`. */
export const SIGN_RESIGN: CommandSpec = {
  name: "patch-sign resign",
  summary:
    "Replaces the signature of patches, e.g. a development signature by a formal one; all that is signed stays as it is.",
  syntax: "modern",
  positionals: PATCH_POSITIONALS,
  examples: [
    {
      command:
        "patch-sign resign --role formal --key formal.pem STX_20.06_PATCH_0001.patch",
      describe: "development to formal, in place",
    },
    {
      command: "patch-sign resign --role dev -o dev/ *.patch",
      describe: "copies with a development signature in the directory dev",
    },
  ],
  options: [
    {
      name: "force",
      kind: "flag",
      describe: "sign even what this key has signed already",
      group: "Signing",
    },
    ...REWRITE_OPTIONS,
  ],
  epilogue: [
    "The key must have the role that --role names; without --role, the one that the patch was signed in.",
    "Keys: --key, STX_PATCH_KEY, $MY_REPO/build-tools/signing, the checkout's signing-keys/.",
    "Exit status: 0 done, 1 usage, 2 malformed, 3 not trusted, 4 key or signer, 5 I/O, 70 bug, 130 interrupted.",
  ].join("\n"),
};

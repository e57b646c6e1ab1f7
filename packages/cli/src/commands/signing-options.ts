import type { OptionSpec } from "../command-line/option.js";

/** Options about who signs the patch, shared by the commands that write patches. */
export const SIGNING_OPTIONS: readonly OptionSpec[] = [
  {
    name: "key",
    kind: "text",
    placeholder: "FILE",
    describe: "private key that signs the patch (PEM)",
    group: "Signing",
  },
  {
    name: "key-passphrase-file",
    kind: "text",
    placeholder: "FILE",
    describe: "file with the passphrase of --key",
    group: "Signing",
  },
  {
    name: "random-salt",
    kind: "flag",
    describe: "fresh salt in the signature; two builds then differ in it",
    group: "Signing",
  },
];

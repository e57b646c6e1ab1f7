import type { OptionSpec } from "../command-line/option.js";

/** Options about who signs the patch, shared by the commands that write patches. */
export const SIGNING_OPTIONS: readonly OptionSpec[] = [
  {
    name: "key",
    kind: "text",
    placeholder: "FILE",
    values: "pem",
    describe: "private key that signs the patch (PEM), or a URI as of --signer",
    group: "Signing",
    setting: {
      value: "key",
      guarded: true,
      readsVariable: true,
      besides: ["signer"],
      fallback: "as found: docs/cli.md",
    },
  },
  {
    name: "key-passphrase-file",
    kind: "text",
    placeholder: "FILE",
    describe: "file with the passphrase of --key, or the PIN of a token",
    group: "Signing",
    setting: { value: "path", guarded: true, besides: ["key", "signer"] },
  },
  {
    name: "random-salt",
    kind: "flag",
    describe: "fresh salt in the signature; two builds then differ in it",
    group: "Signing",
  },
  {
    name: "signer",
    kind: "text",
    placeholder: "URI",
    describe:
      "who signs the patch, when the key is elsewhere: cmd:PROGRAM, pkcs11:..., ssh:[user@]host",
    group: "Signing",
    setting: { value: "key", guarded: true, besides: ["key"] },
  },
  {
    name: "cert",
    kind: "list",
    placeholder: "[ROLE=]FILE",
    values: "pem",
    describe:
      "certificate or public key that a signer's signature has to be of",
    group: "Signing",
    setting: { value: "anchor", guarded: true, besides: ["key", "signer"] },
  },
  {
    name: "signer-timeout",
    kind: "text",
    placeholder: "SECONDS",
    describe: "how long a signer may take for one answer (default: 60)",
    group: "Signing",
    setting: { value: "number", fallback: "60" },
  },
];

/** Options about who signs the files inside the RPMs. */
export const IMA_SIGNING_OPTIONS: readonly OptionSpec[] = [
  {
    name: "ima-key",
    kind: "text",
    placeholder: "FILE",
    values: "pem",
    describe:
      "private key that signs the files inside the RPMs (PEM), or a URI as of --ima-signer",
    group: "Signing",
    setting: {
      value: "key",
      guarded: true,
      readsVariable: true,
      besides: ["ima-signer", "no-ima"],
      fallback: "as found: docs/cli.md",
    },
  },
  {
    name: "ima-key-passphrase-file",
    kind: "text",
    placeholder: "FILE",
    describe: "file with the passphrase of --ima-key, or the PIN of a token",
    group: "Signing",
    setting: {
      value: "path",
      guarded: true,
      besides: ["ima-key", "ima-signer", "no-ima"],
    },
  },
  {
    name: "ima-signer",
    kind: "text",
    placeholder: "URI",
    describe:
      "who signs the files, when the key is elsewhere: cmd:PROGRAM, pkcs11:...",
    group: "Signing",
    setting: { value: "key", guarded: true, besides: ["ima-key", "no-ima"] },
  },
  {
    name: "ima-cert",
    kind: "text",
    placeholder: "FILE",
    values: "pem",
    describe:
      "certificate or public key that a signer's file signatures have to be of",
    group: "Signing",
    setting: {
      value: "path",
      guarded: true,
      besides: ["ima-key", "ima-signer", "no-ima"],
    },
  },
];

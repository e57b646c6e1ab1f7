import type { CommandSpec, OptionSpec } from "../command-line/option.js";
import { SIDECAR_OPTIONS } from "../sidecars/sidecar-options.js";
import { OUTPUT_OPTIONS } from "./output-options.js";
import { KEY_ROLES, TRUST_OPTION } from "./trust-options.js";
import { IMA_SIGNING_OPTIONS, SIGNING_OPTIONS } from "./signing-options.js";

const RPM = "RPM";

/** Node types by option, in the order of the original's usage text. */
export const NODE_TYPE_OPTIONS = [
  "controller",
  "worker",
  "worker-lowlatency",
  "storage",
  "controller-worker",
  "controller-worker-lowlatency",
] as const;

/** The options that the original patch_build had, with their meaning. */
export const ORIGINAL_OPTIONS: readonly OptionSpec[] = [
  {
    name: "id",
    kind: "text",
    placeholder: "ID",
    describe: "id of the patch; the file is called ID.patch",
    group: "Patch",
  },
  {
    name: "release",
    kind: "text",
    placeholder: "VERSION",
    describe: "platform release that the patch is for, e.g. 20.06",
    group: "Patch",
    setting: {
      variable: "PLATFORM_RELEASE",
      readsVariable: true,
      besides: ["release-info"],
    },
  },
  {
    name: "status",
    kind: "text",
    placeholder: "STATUS",
    suggestions: ["DEV", "REL", "OBS"],
    describe: "release state, by convention DEV, REL or OBS",
    group: "Patch",
  },
  {
    name: "unremovable",
    kind: "flag",
    describe: "the patch cannot be removed once it is applied",
    group: "Patch",
  },
  {
    name: "reboot-required",
    kind: "text",
    placeholder: "Y|N",
    describe:
      "whether hosts have to be locked and rebooted; readers take nothing for Y",
    group: "Patch",
  },
  {
    name: "apply-active-release-only",
    kind: "flag",
    describe: "only apply while this release is the active one",
    group: "Patch",
  },
  {
    name: "req",
    kind: "list",
    placeholder: "ID",
    describe: "id of a patch that must be applied first; repeats",
    group: "Patch",
  },
  {
    name: "summary",
    kind: "text",
    placeholder: "TEXT",
    describe: "one line",
    group: "Texts",
  },
  {
    name: "desc",
    kind: "text",
    placeholder: "TEXT",
    describe: "description",
    group: "Texts",
  },
  {
    name: "warn",
    kind: "text",
    placeholder: "TEXT",
    describe: "warnings",
    group: "Texts",
  },
  {
    name: "inst",
    kind: "text",
    placeholder: "TEXT",
    describe: "install instructions",
    group: "Texts",
  },
  ...NODE_TYPE_OPTIONS.map((name): OptionSpec => ({
    name,
    kind: "list",
    placeholder: RPM,
    describe: `RPM for ${name} nodes; repeats`,
    group: "RPMs",
  })),
  {
    name: "all-nodes",
    kind: "list",
    placeholder: RPM,
    describe: "RPM for all six node types; repeats",
    group: "RPMs",
  },
  {
    name: "pre-apply",
    kind: "list",
    placeholder: "SCRIPT",
    describe: "semantic check to run before the patch is applied",
    group: "Semantic checks",
  },
  {
    name: "pre-remove",
    kind: "list",
    placeholder: "SCRIPT",
    describe: "semantic check to run before the patch is removed",
    group: "Semantic checks",
  },
];

/** Where the release may be read from. */
export const RELEASE_INFO_OPTION: OptionSpec = {
  name: "release-info",
  kind: "text",
  placeholder: "FILE",
  describe: "release-info.inc to read PLATFORM_RELEASE from",
  group: "Patch",
  setting: { value: "path", besides: ["release"] },
};

/** What a positional argument is. */
export const RPM_POSITIONALS = {
  placeholder: "[RPM...]",
  describe:
    "RPMs without a node type: they update only hosts that have them already",
};

/** Declaration of `patch-build`. */
export const PATCH_BUILD: CommandSpec = {
  name: "patch-build",
  summary: "Builds and signs a StarlingX patch out of RPMs.",
  syntax: "modern",
  positionals: RPM_POSITIONALS,
  examples: [
    {
      command:
        "patch-build --id STX_20.06_PATCH_0001 --release 20.06 --controller ctl-1.0-1.x86_64.rpm",
      describe: "one RPM for controllers",
    },
    {
      command:
        "patch-build --id P_0002 --req P_0001 --all-nodes 'build/*.rpm' -o out/",
      describe: "every RPM of a folder for all nodes, into out/P_0002.patch",
    },
  ],
  options: [
    ...ORIGINAL_OPTIONS,
    RELEASE_INFO_OPTION,
    ...SIGNING_OPTIONS,
    {
      name: "role",
      kind: "text",
      placeholder: "ROLE",
      suggestions: KEY_ROLES,
      describe: "sign only with a key that has this role, e.g. formal",
      group: "Signing",
      setting: { guarded: true, besides: ["formal"] },
    },
    ...IMA_SIGNING_OPTIONS,
    {
      name: "ima-layout",
      kind: "text",
      placeholder: "LAYOUT",
      choices: ["header", "signature"],
      describe:
        "where file signatures go: the main header (default; rpm 4.14 targets) or the signature header (rpm 4.15 and later)",
      group: "Signing",
      setting: { besides: ["no-ima"], fallback: "header" },
    },
    {
      name: "no-ima",
      kind: "flag",
      describe: "leave the RPMs as they are",
      group: "Signing",
      setting: {
        guarded: true,
        besides: ["ima-key", "ima-signer", "ima-layout"],
      },
    },
    ...SIDECAR_OPTIONS,
    {
      name: "output",
      short: "o",
      kind: "text",
      placeholder: "PATH",
      describe:
        "file, directory or - for stdout; default: the working directory",
      group: "Output",
      setting: { value: "folder", fallback: "the working directory" },
    },
    {
      name: "dry-run",
      kind: "flag",
      describe: "check everything and show the plan, write nothing",
      group: "Output",
    },
    {
      name: "no-self-check",
      kind: "flag",
      describe:
        "do not read the patch back with the verifier; of each RPM only one digest is compared then",
      group: "Output",
    },
    ...OUTPUT_OPTIONS,
  ],
  // Trust anchors tell the role of a key.
  settings: [TRUST_OPTION],
  epilogue: [
    "RPM is a file, a directory (its *.rpm) or a quoted pattern.",
    "Release: --release, --release-info, PLATFORM_RELEASE, release-info.inc below $MY_REPO, then upwards from the working directory.",
    "Keys: --key, STX_PATCH_KEY, $MY_REPO/build-tools/signing, the checkout's signing-keys/; --ima-key and STX_PATCH_IMA_KEY likewise. A value that starts with cmd:, pkcs11: or ssh: names a signer elsewhere (docs/signing.md).",
    "Passphrases: --key-passphrase-file or STX_PATCH_KEY_PASSPHRASE, --ima-key-passphrase-file or STX_PATCH_IMA_KEY_PASSPHRASE.",
    "Exit status: 0 done, 1 usage, 2 malformed RPM, 4 key or signer, 5 I/O, 70 bug, 130 interrupted.",
  ].join("\n"),
};

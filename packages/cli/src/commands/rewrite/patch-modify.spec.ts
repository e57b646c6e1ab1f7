import type { CommandSpec, OptionSpec } from "../../command-line/option.js";
import { PATCH_POSITIONALS, REWRITE_OPTIONS } from "./rewrite-options.js";

/** States by the option that sets them. */
export const STATUS_BY_OPTION = {
  obsolete: "OBS",
  released: "REL",
  development: "DEV",
} as const;

/** The three states that the original's modify_patch knows. */
export const STATUS_OPTIONS: readonly OptionSpec[] = Object.entries(
  STATUS_BY_OPTION,
).map(([name, status]) => ({
  name,
  kind: "flag",
  describe: `set the status to ${status}`,
  group: "Change",
}));

const CHANGE_OPTIONS: readonly OptionSpec[] = [
  ...STATUS_OPTIONS,
  {
    name: "status",
    kind: "text",
    placeholder: "STATUS",
    suggestions: ["DEV", "REL", "OBS"],
    describe: "set the status to any text",
    group: "Change",
  },
  {
    name: "summary",
    kind: "text",
    placeholder: "TEXT",
    describe: 'new summary; "" empties it, as with the other texts',
    group: "Change",
  },
  {
    name: "desc",
    kind: "text",
    placeholder: "TEXT",
    describe: "new description",
    group: "Change",
  },
  {
    name: "warn",
    kind: "text",
    placeholder: "TEXT",
    describe: "new warnings",
    group: "Change",
  },
  {
    name: "inst",
    kind: "text",
    placeholder: "TEXT",
    describe: "new install instructions",
    group: "Change",
  },
  {
    name: "req",
    kind: "list",
    placeholder: "ID",
    describe: "add a required patch; repeats",
    group: "Change",
  },
  {
    name: "drop-req",
    kind: "list",
    placeholder: "ID",
    describe: "drop a required patch; repeats",
    group: "Change",
  },
  {
    name: "clear-req",
    kind: "flag",
    describe: "drop all required patches, before --req adds any",
    group: "Change",
  },
  {
    name: "reboot-required",
    kind: "text",
    placeholder: "Y|N",
    describe: "whether hosts have to be locked and rebooted",
    group: "Change",
  },
  {
    name: "unremovable",
    kind: "flag",
    describe: "the patch cannot be removed once it is applied",
    group: "Change",
  },
  {
    name: "removable",
    kind: "flag",
    describe: "the patch can be removed",
    group: "Change",
  },
  {
    name: "apply-active-release-only",
    kind: "flag",
    describe: "only apply while this release is the active one",
    group: "Change",
  },
  {
    name: "apply-any-release",
    kind: "flag",
    describe: "apply whichever release is active",
    group: "Change",
  },
];

/** Declaration of `patch-modify`. */
export const PATCH_MODIFY: CommandSpec = {
  name: "patch-modify",
  summary:
    "Changes status, texts and flags of patches and signs them again; the RPMs stay as they are.",
  syntax: "modern",
  positionals: PATCH_POSITIONALS,
  examples: [
    {
      command: "patch-modify --released STX_20.06_PATCH_0001.patch",
      describe: "set the status to REL, in place",
    },
    {
      command:
        "patch-modify --dry-run --summary 'Fixes a leak' --req STX_20.06_PATCH_0001 STX_20.06_PATCH_0002.patch",
      describe: "show what would change",
    },
    {
      command: "patch-modify --obsolete --key formal.pem -o old/ *.patch",
      describe: "write changed copies into the directory old",
    },
  ],
  options: [...CHANGE_OPTIONS, ...REWRITE_OPTIONS],
  epilogue: [
    "A patch keeps the role it was signed in: a formal patch is never signed by a development key unless --role says so.",
    "Keys: --key, STX_PATCH_KEY, $MY_REPO/build-tools/signing, the checkout's signing-keys/.",
    "Exit status: 0 done, 1 usage, 2 malformed, 3 not trusted, 4 key or signer, 5 I/O, 70 bug, 130 interrupted.",
  ].join("\n"),
};

// Environment variables and files that commands look at: those with one of the options, and those named.
import { allOptions, settingsOf } from "../../packages/cli/dist/index.js";

/** `options`: of a command that looks at it; `commands`: names of others that do; neither: every command. */
const ENVIRONMENT = [
  {
    name: "STX_PATCH_KEY",
    describe: "key that signs the patch: a PEM file or a URI",
    options: [],
    commands: ["patch_build", "modify_patch", "make_patch"],
  },
  {
    name: "STX_PATCH_IMA_KEY",
    describe: "key that signs the files inside the RPMs: a PEM file or a URI",
    options: [],
    commands: ["patch_build", "make_patch"],
  },
  {
    name: "STX_PATCH_TRUST",
    describe: "files of certificates to trust, colon-separated",
    options: [],
    commands: ["query_patch", "modify_patch", "setup_patch_repo"],
  },
  {
    name: "STX_PATCH_KEY_PASSPHRASE",
    describe: "passphrase of the key that signs the patch, or PIN of the token",
    options: ["key"],
    commands: ["patch_build", "modify_patch", "make_patch"],
  },
  {
    name: "STX_PATCH_IMA_KEY_PASSPHRASE",
    describe: "passphrase of the key that signs files, or PIN of the token",
    options: ["ima-key"],
    commands: ["patch_build", "make_patch"],
  },
  {
    name: "PLATFORM_RELEASE",
    describe: "release of the patch, when no option names one",
    options: [],
    commands: ["patch_build"],
  },
  {
    name: "MY_REPO",
    describe:
      "StarlingX source tree, where keys, release-info.inc and build data are looked for",
    options: ["key", "release", "srcdir"],
    commands: ["modify_patch"],
  },
  {
    name: "MY_WORKSPACE",
    describe: "StarlingX workspace, where RPMs are looked for",
    options: ["workdir"],
    commands: [],
  },
  {
    name: "STX_PATCH_MAKE_BEFORE, STX_PATCH_MAKE_CONTEXT",
    describe: "programs that build packages and check sources out",
    options: [],
    commands: ["make_patch"],
  },
  {
    name: "SOURCE_DATE_EPOCH",
    describe: "time that the files inside the patch get, in seconds since 1970",
    options: ["key"],
    commands: ["patch_build", "modify_patch", "make_patch"],
  },
  {
    name: "NO_COLOR, FORCE_COLOR, CLICOLOR, CLICOLOR_FORCE, TERM",
    describe:
      "colours by convention, for stdout and stderr each by itself: NO_COLOR and TERM=dumb switch them off, FORCE_COLOR and CLICOLOR_FORCE on",
  },
  {
    name: "COLUMNS",
    describe: "width of reports that do not go to a terminal",
  },
  {
    name: "LC_ALL, LC_CTYPE, LANG",
    describe:
      "whether the progress bar may be drawn in other characters than ASCII",
  },
];

/** Files besides those that are named. */
const FILES = [
  {
    name: "stx-patch.yaml",
    describe:
      "defaults of options: in the project, then ~/.config/stx-patch/, /etc/xdg/stx-patch/ and /etc/stx-patch/ (docs/configuration.md)",
    options: ["config"],
    commands: [],
  },
  {
    name: "signing-keys/",
    describe:
      "development keys and certificates of a checkout of these tools, which are taken when nothing else is named; never for production",
    options: ["key", "trust"],
    commands: [
      "patch_build",
      "query_patch",
      "modify_patch",
      "make_patch",
      "setup_patch_repo",
    ],
  },
  {
    name: "$MY_REPO/build-tools/signing/",
    describe: "dev-private-key.pem and ima_signing_key.priv",
    options: ["key"],
    commands: ["patch_build", "modify_patch", "make_patch"],
  },
  {
    name: "release-info.inc",
    describe:
      "says the release; looked for below $MY_REPO, then upwards from the working directory",
    options: ["release"],
    commands: [],
  },
  {
    name: "patch_order",
    describe: "ids of the patches in the order in which they were made",
    options: ["recipes", "order"],
    commands: ["make_patch"],
  },
];

/** Names and meanings of the variables that a command looks at: those of its settings first. */
export function environmentOf(spec) {
  return [
    ...settingsOf(spec).map(({ variable, option }) => ({
      name: variable,
      describe: `default of --${option.name}`,
    })),
    ...ENVIRONMENT.filter((entry) => concerns(entry, spec)),
  ];
}

/** Names and meanings of the files that a command looks for. */
export function filesOf(spec) {
  return FILES.filter((entry) => concerns(entry, spec));
}

function concerns({ options, commands }, spec) {
  if (options === undefined) return true;
  const names = allOptions(spec).map(({ name }) => name);
  return (
    commands.includes(spec.name) || options.some((name) => names.includes(name))
  );
}

import type { CommandSpec } from "../command-line/option.js";
import type { ParsedLine } from "../command-line/parse.js";
import type { Problems } from "../problems.js";
import type { Io } from "../world/io.js";

/** Does a command's work; gets the problems of the command line so that it can report its own with them. */
export type CommandRun = (
  line: ParsedLine,
  problems: Problems | undefined,
  io: Io,
) => Promise<number>;

/** A command: its declaration and its code are loaded when they are needed. */
export interface Command {
  readonly spec: () => Promise<CommandSpec>;
  /** What to say of the outcome when it failed. */
  readonly onFailure: string;
  readonly load: () => Promise<CommandRun>;
}

const NOTHING_WRITTEN = "no patch was written";
const NOTHING_CHANGED = "the repository is as it was";
const NOT_REWRITTEN = "what is not reported as written is as it was";
const NOTHING_READ = "nothing was checked";

/**
 * All commands. One word is the name of an executable; two words are an executable and a subcommand of it.
 */
export const COMMANDS = {
  "patch-build": {
    spec: async () => (await import("./patch-build.spec.js")).PATCH_BUILD,
    onFailure: NOTHING_WRITTEN,
    load: async () => (await import("./patch-build.js")).runPatchBuild,
  },
  "patch-verify": {
    spec: async () => (await import("./patch-verify.spec.js")).PATCH_VERIFY,
    onFailure: NOTHING_READ,
    load: async () => (await import("./patch-verify.js")).runPatchVerify,
  },
  "patch-query": {
    spec: async () => (await import("./patch-query.spec.js")).PATCH_QUERY,
    onFailure: NOTHING_READ,
    load: async () => (await import("./patch-query.js")).runPatchQuery,
  },
  "patch-diff": {
    spec: async () =>
      (await import("./patch-diff/patch-diff.spec.js")).PATCH_DIFF,
    onFailure: "nothing was compared",
    load: async () => (await import("./patch-diff/patch-diff.js")).runPatchDiff,
  },
  "patch-extract": {
    spec: async () =>
      (await import("./patch-extract/patch-extract.spec.js")).PATCH_EXTRACT,
    onFailure: "nothing was extracted",
    load: async () =>
      (await import("./patch-extract/patch-extract.js")).runPatchExtract,
  },
  "patch-sbom": {
    spec: async () =>
      (await import("./patch-sbom/patch-sbom.spec.js")).PATCH_SBOM,
    onFailure: "no SBOM was written",
    load: async () => (await import("./patch-sbom/patch-sbom.js")).runPatchSbom,
  },
  "patch-rebuild": {
    spec: async () =>
      (await import("./patch-rebuild/patch-rebuild.spec.js")).PATCH_REBUILD,
    onFailure: "nothing was compared",
    load: async () =>
      (await import("./patch-rebuild/patch-rebuild.js")).runPatchRebuild,
  },
  "patch-modify": {
    spec: async () =>
      (await import("./rewrite/patch-modify.spec.js")).PATCH_MODIFY,
    onFailure: NOT_REWRITTEN,
    load: async () =>
      (await import("./rewrite/patch-modify.js")).runPatchModify,
  },
  "patch-sign request": {
    spec: async () =>
      (await import("./patch-sign/request.spec.js")).SIGN_REQUEST,
    onFailure: "no request was written",
    load: async () => (await import("./patch-sign/request.js")).runSignRequest,
  },
  "patch-sign attach": {
    spec: async () => (await import("./patch-sign/attach.spec.js")).SIGN_ATTACH,
    onFailure: NOTHING_WRITTEN,
    load: async () => (await import("./patch-sign/attach.js")).runSignAttach,
  },
  "patch-sign resign": {
    spec: async () =>
      (await import("./rewrite/sign-resign.spec.js")).SIGN_RESIGN,
    onFailure: NOT_REWRITTEN,
    load: async () => (await import("./rewrite/sign-resign.js")).runSignResign,
  },
  "patch-timestamp request": {
    spec: async () =>
      (await import("./patch-timestamp/request.spec.js")).TIMESTAMP_REQUEST,
    onFailure: "no request was written",
    load: async () =>
      (await import("./patch-timestamp/request.js")).runTimestampRequest,
  },
  "patch-timestamp attach": {
    spec: async () =>
      (await import("./patch-timestamp/attach.spec.js")).TIMESTAMP_ATTACH,
    onFailure: "no time stamp was written",
    load: async () =>
      (await import("./patch-timestamp/attach.js")).runTimestampAttach,
  },
  "patch-make": {
    spec: async () =>
      (await import("./patch-make/patch-make.spec.js")).PATCH_MAKE,
    onFailure: NOTHING_WRITTEN,
    load: async () => (await import("./patch-make/patch-make.js")).runPatchMake,
  },
  "patch-make init": {
    spec: async () =>
      (await import("./patch-make/init.spec.js")).PATCH_MAKE_INIT,
    onFailure: "no recipe was written",
    load: async () => (await import("./patch-make/init.js")).runPatchMakeInit,
  },
  "patch-make print": {
    spec: async () =>
      (await import("./patch-make/print.spec.js")).PATCH_MAKE_PRINT,
    onFailure: "nothing was printed",
    load: async () => (await import("./patch-make/print.js")).runPatchMakePrint,
  },
  "patch-id next": {
    spec: async () => (await import("./patch-id/next.spec.js")).PATCH_ID_NEXT,
    onFailure: "no id was given out",
    load: async () => (await import("./patch-id/next.js")).runPatchIdNext,
  },
  "patch-id list": {
    spec: async () => (await import("./patch-id/list.spec.js")).PATCH_ID_LIST,
    onFailure: "nothing was listed",
    load: async () => (await import("./patch-id/list.js")).runPatchIdList,
  },
  "patch-repo add": {
    spec: async () => (await import("./patch-repo/add.spec.js")).PATCH_REPO_ADD,
    onFailure: NOTHING_CHANGED,
    load: async () => (await import("./patch-repo/add.js")).runPatchRepoAdd,
  },
  "patch-repo remove": {
    spec: async () =>
      (await import("./patch-repo/remove.spec.js")).PATCH_REPO_REMOVE,
    onFailure: NOTHING_CHANGED,
    load: async () =>
      (await import("./patch-repo/remove.js")).runPatchRepoRemove,
  },
  "patch-repo list": {
    spec: async () =>
      (await import("./patch-repo/list.spec.js")).PATCH_REPO_LIST,
    onFailure: "nothing was listed",
    load: async () => (await import("./patch-repo/list.js")).runPatchRepoList,
  },
  "patch-repo check": {
    spec: async () =>
      (await import("./patch-repo/check.spec.js")).PATCH_REPO_CHECK,
    onFailure: NOTHING_READ,
    load: async () => (await import("./patch-repo/check.js")).runPatchRepoCheck,
  },
  "stx-patch completion": {
    spec: async () =>
      (await import("./completion/completion.spec.js")).COMPLETION,
    onFailure: "nothing was printed",
    load: async () =>
      (await import("./completion/completion.js")).runCompletion,
  },
  patch_build: {
    spec: async () =>
      (await import("./patch-build-drop-in.spec.js")).PATCH_BUILD_DROP_IN,
    onFailure: NOTHING_WRITTEN,
    load: async () =>
      (await import("./patch-build-drop-in.js")).runPatchBuildDropIn,
  },
  query_patch: {
    spec: async () =>
      (await import("./drop-in/query-patch.spec.js")).QUERY_PATCH,
    onFailure: NOTHING_READ,
    load: async () => (await import("./drop-in/query-patch.js")).runQueryPatch,
  },
  modify_patch: {
    spec: async () =>
      (await import("./drop-in/modify-patch.spec.js")).MODIFY_PATCH,
    onFailure: NOT_REWRITTEN,
    load: async () =>
      (await import("./drop-in/modify-patch.js")).runModifyPatch,
  },
  make_patch: {
    spec: async () =>
      (await import("./patch-make/drop-in.spec.js")).MAKE_PATCH_DROP_IN,
    onFailure: NOTHING_WRITTEN,
    load: async () =>
      (await import("./patch-make/drop-in.js")).runMakePatchDropIn,
  },
  setup_patch_repo: {
    spec: async () =>
      (await import("./patch-repo/drop-in.spec.js")).SETUP_PATCH_REPO,
    onFailure: NOTHING_CHANGED,
    load: async () =>
      (await import("./patch-repo/drop-in.js")).runSetupPatchRepo,
  },
  "stx-patch config": {
    spec: async () => (await import("./config/config.spec.js")).CONFIG,
    onFailure: "nothing is changed",
    load: async () => (await import("./config/config.js")).runConfig,
  },
  "stx-patch doctor": {
    spec: async () => (await import("./doctor/doctor.spec.js")).DOCTOR,
    onFailure: "nothing was checked",
    load: async () => (await import("./doctor/doctor.js")).runDoctor,
  },
} as const satisfies Record<string, Command>;

/** Name of a command, e.g. `patch-build`. */
export type CommandName = keyof typeof COMMANDS;

/** First word of a command's name: the executable. */
export type ExecutableName = CommandName extends infer Name
  ? Name extends `${infer Executable} ${string}`
    ? Executable
    : Name
  : never;

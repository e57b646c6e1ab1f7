export type {
  CommandSpec,
  OptionSpec,
  SettingSpec,
} from "./command-line/option.js";
export { COMMANDS } from "./commands/registry.js";
export type { CommandName } from "./commands/registry.js";
export type { ConfigErrorCode } from "./config/error.js";
export { settingsOf } from "./config/settings.js";
export { CONFIG_ERRORS, ConfigError } from "./config/error.js";
export { configSchema } from "./config/config-schema.js";
export type { KnownSetting, Setting } from "./config/settings.js";
export { allSettings } from "./config/settings.js";
export type { CliErrorCode } from "./error.js";
export { CLI_ERRORS, CliError } from "./error.js";
export { REPO_CHECK_ERRORS } from "./patch-repo/check-codes.js";
export { EXIT, EXIT_MEANINGS } from "./exit-codes.js";
export { allOptions } from "./command-line/common-options.js";
export { completionModel } from "./completion/model.js";
export { SHELLS } from "./completion/shells.js";
export {
  groupOptions,
  helpText,
  optionSyntax,
  valueSyntax,
} from "./command-line/help.js";
export { main, mainOfAll } from "./main.js";
export { runInProcess } from "./process.js";
export type { Surroundings, TextSink } from "./world/io.js";
export type {
  BuildPatchOptions,
  BuiltPatch,
  BuiltRpm,
  RpmFiles,
} from "./library/build-patch.js";
export { buildPatch } from "./library/build-patch.js";
export type { PatchTexts } from "./library/build-request.js";
export type { SigningKeyOptions } from "./library/keys.js";
export type { PatchContents } from "./library/query-patch.js";
export { queryPatch } from "./library/query-patch.js";
export type { TrustOptions } from "./library/trust.js";
export type { VerifyPatchOptions } from "./library/verify-patch.js";
export { verifyPatch } from "./library/verify-patch.js";
export type { WorkOptions, WorkProgress } from "./library/work.js";
export { Problems } from "./problems.js";
// What the functions above take and give.
export { isCodedError } from "@stx-patch/core";
export type { CodedProblem, KeyInfo, Limits } from "@stx-patch/core";
export type { ImaOutcome } from "@stx-patch/patch-build";
export type { PatchMetadata } from "@stx-patch/patch-format";
export type {
  RpmSummary,
  SignerSummary,
  VerificationReport,
} from "@stx-patch/patch-verify";
export type { TrustAnchor } from "@stx-patch/trust";

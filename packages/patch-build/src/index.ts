export type { BuildErrorCode } from "./error.js";
export { BUILD_ERRORS, BuildError } from "./error.js";
export type { ImaOutcome, ImaSigning } from "./ima.js";
export { isOnImaSkipList } from "./ima-skip-list.js";
export type { OldPatchOptions } from "./old-patch.js";
export { patchChanged, signedMembersOf } from "./old-patch.js";
export type { FieldChange, MetadataChange } from "./metadata-change.js";
export {
  assertFaithful,
  changeMetadata,
  changeProblems,
  fieldChanges,
} from "./metadata-change.js";
export type { PatchPlan } from "./plan.js";
export { planPatch } from "./plan.js";
export type { OnProgress, PreparedRpm } from "./prepare.js";
export { prepareRpm } from "./prepare.js";
export type {
  BuildRequest,
  Checked,
  MetadataHead,
  RawBuildOptions,
  SemanticScript,
} from "./request.js";
export { parseSourceDateEpoch, toBuildRequest } from "./request.js";
export type { InspectedRpm, RpmInput } from "./rpm-input.js";
export { checkRpmSet, inspectRpm } from "./rpm-input.js";
export { signAhead } from "./sign-ahead.js";
export type { RewriteOptions, VerifiedContent } from "./rewrite.js";
export { rewritePatch } from "./rewrite.js";
export type { PatchReadBack, WriteOptions } from "./sealed-archive.js";
export { assertSoundRpm } from "./sound-rpm.js";
export { writePatch, writePatchTar } from "./write.js";

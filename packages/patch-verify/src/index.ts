export { FINDING_CODES } from "./code-catalogue.js";
export type { CheckId, CheckResult, CheckState } from "./check-list.js";
export { CHECKS } from "./check-list.js";
export type { VerifyCode } from "./error.js";
export { VERIFY_ERRORS, VerifyError } from "./error.js";
export type { CheckFinding } from "./finding-log.js";
export type {
  BaseFiles,
  BasePackage,
  FileChanges,
} from "./impact/file-changes.js";
export type {
  FileCounts,
  NodeTypeImpact,
  PatchImpact,
  ScriptletCount,
} from "./impact/patch-impact.js";
export type { PathSample } from "./impact/path-sample.js";
export type { RebootImpact } from "./impact/reboot.js";
export { changesText, impactLines, scriptletsText } from "./impact/words.js";
export type { RpmImpact, ScriptletImpact } from "./impact/rpm-impact.js";
export type { MemberView, ScriptView } from "./patch-view.js";
export type { ReleaseCode } from "./release/codes.js";
export { RELEASE_ERRORS } from "./release/codes.js";
export { judgeRelease } from "./release/judge.js";
export { PackageIndex } from "./release/package-index.js";
export type { PatchFacts, PatchPackage } from "./release/patch-facts.js";
export type {
  BaseRelease,
  OtherPatch,
  ReleaseQuestion,
} from "./release/question.js";
export type {
  OtherPatchSummary,
  ReleaseFinding,
  ReleaseJudgement,
  ReleaseOutcome,
  ReleaseReport,
  TargetAnswer,
} from "./release/verdict.js";
export { withRelease } from "./release/with-release.js";
export type {
  CertificateSummary,
  RpmSummary,
  SignerSummary,
  VerificationReport,
  Verdict,
} from "./report.js";
export type { TargetReport } from "./target/explain.js";
export type {
  TargetOptions,
  TargetStep,
  TargetVerdict,
} from "./target/verdict.js";
export type { TargetRelease } from "./target/release.js";
export { TARGET_RELEASES, targetRelease } from "./target/release.js";
export type { BeingWritten, SealedContent } from "./read-patch.js";
export type { VerifyOptions } from "./verify.js";
export { verifyPatch } from "./verify.js";
export type {
  ByteSink,
  PatchWitness,
  WitnessedFile,
  WitnessedRpm,
} from "./witness.js";

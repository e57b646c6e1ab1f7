export { FINDING_CODES } from "./code-catalogue.js";
export type { CheckId, CheckResult, CheckState } from "./check-list.js";
export { CHECKS } from "./check-list.js";
export type { VerifyCode } from "./error.js";
export { VERIFY_ERRORS, VerifyError } from "./error.js";
export type { CheckFinding } from "./finding-log.js";
export type { MemberView, ScriptView } from "./patch-view.js";
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
export type { VerifyOptions } from "./verify.js";
export { verifyPatch } from "./verify.js";

export { FINDING_CODES } from "./code-catalogue.js";
export type { CheckId, CheckResult, CheckState } from "./check-list.js";
export { CHECKS } from "./check-list.js";
export type { VerifyCode } from "./error.js";
export { VERIFY_ERRORS } from "./error.js";
export type { CheckFinding } from "./finding-log.js";
export type { MemberView, ScriptView } from "./patch-view.js";
export type {
  RpmSummary,
  SignerSummary,
  VerificationReport,
  Verdict,
} from "./report.js";
export type { VerifyOptions } from "./verify.js";
export { verifyPatch } from "./verify.js";

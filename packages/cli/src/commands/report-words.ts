import type { VerificationReport } from "@stx-patch/patch-verify";

const SHOWN_FINDINGS = 5;

/** Why a patch is not trusted, in one line: what was found, or else what could not be looked at. */
export function reasonsOf({ findings, checks }: VerificationReport): string {
  const errors = findings.filter(({ severity }) => severity === "error");
  const found = errors
    .slice(0, SHOWN_FINDINGS)
    .map(({ code, message }) => `${code}: ${message}`);
  const skipped = checks
    .filter(({ id, state }) => state === "not-run" && id !== "ima")
    .map(({ id, reason }) => `${id} did not run: ${reason ?? ""}`);
  return (found.length > 0 ? found : skipped).join("; ");
}

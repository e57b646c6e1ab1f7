import { finding } from "@stx-patch/core";
import { VERIFY_ERRORS } from "../error.js";
import type { FindingLog } from "../finding-log.js";
import type { PatchView } from "../patch-view.js";

/** Each RPM matches the digests it carries, and carries at least one of its payload. */
export function checkRpmDigests(
  { rpms, stopped }: PatchView,
  log: FindingLog,
): void {
  const readable = rpms?.filter(({ digests }) => digests !== undefined) ?? [];
  if (stopped !== undefined || (readable.length === 0 && rpms?.length !== 0)) {
    log.notRun("rpm-digests", "no RPM could be read");
    return;
  }
  for (const { fileName, digests } of readable) {
    if (digests === undefined) continue;
    const at = { member: `software.tar/${fileName}` };
    const bad = digests.checks.filter(({ state }) => state === "mismatch");
    if (bad.length > 0 || digests.trailingBytes > 0) {
      const surplus =
        digests.trailingBytes > 0
          ? `; ${digests.trailingBytes} bytes follow the payload, as old rpmsign versions left them`
          : "";
      const names = bad.map(({ name }) => name).join(", ");
      log.add(
        "rpm-digests",
        finding(
          VERIFY_ERRORS,
          "VERIFY_RPM_DIGEST_MISMATCH",
          "error",
          `${fileName}: ${names} ${bad.length > 1 ? "do" : "does"} not match its content${surplus}`,
          at,
        ),
      );
    } else if (!digests.ok) {
      log.add(
        "rpm-digests",
        finding(
          VERIFY_ERRORS,
          "VERIFY_RPM_WITHOUT_DIGEST",
          "warning",
          `${fileName}: no digest covers the header and the payload`,
          at,
        ),
      );
    }
  }
}

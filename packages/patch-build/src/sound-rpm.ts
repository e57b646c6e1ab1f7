import type { RpmDigestReport } from "@stx-patch/rpm-parser";
import { BuildError } from "./error.js";

/**
 * An RPM may go into a patch when it is what its own digests say, and has one over its payload.
 *
 * @param file - what to call it
 * @throws BuildError BUILD_RPM_DAMAGED, BUILD_RPM_WITHOUT_DIGEST
 */
export function assertSoundRpm(file: string, report: RpmDigestReport): void {
  const location = { file };
  const bad = report.checks.filter(({ state }) => state === "mismatch");
  if (!report.ok || bad.length > 0) {
    const what =
      report.trailingBytes > 0
        ? `${report.trailingBytes} bytes too many after the payload`
        : bad.map(({ name }) => `${name} does not match`).join(", ");
    throw new BuildError("BUILD_RPM_DAMAGED", `${file}: ${what}`, {
      location,
    });
  }
  const payloadVerified = report.checks.some(
    ({ name, state }) =>
      (name === "payload-sha256" || name === "header-payload-md5") &&
      state === "verified",
  );
  if (!payloadVerified) {
    throw new BuildError(
      "BUILD_RPM_WITHOUT_DIGEST",
      `${file}: neither MD5 nor payload digest`,
      { location },
    );
  }
}

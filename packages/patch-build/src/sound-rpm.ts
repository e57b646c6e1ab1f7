import type { RpmDigestReport } from "@stx-patch/rpm-parser";
import { BuildError } from "./error.js";

/**
 * An RPM may go into a patch when it is what its own digests say, and has some over its header and its payload.
 *
 * @param file - what to call it
 * @throws BuildError BUILD_RPM_DAMAGED, BUILD_RPM_WITHOUT_DIGEST
 */
export function assertSoundRpm(file: string, report: RpmDigestReport): void {
  const { ok, checks, trailingBytes } = report;
  const location = { file };
  const bad = checks.filter(({ state }) => state === "mismatch");
  if (bad.length > 0 || trailingBytes > 0) {
    const what =
      trailingBytes > 0
        ? `${trailingBytes} bytes too many after the payload`
        : bad.map(({ name }) => `${name} does not match`).join(", ");
    throw new BuildError("BUILD_RPM_DAMAGED", `${file}: ${what}`, {
      location,
    });
  }
  if (!ok)
    throw new BuildError(
      "BUILD_RPM_WITHOUT_DIGEST",
      `${file}: no digest covers the header and the payload`,
      { location },
    );
}

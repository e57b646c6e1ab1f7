import { finding } from "@stx-patch/core";
import { PATCH_MEMBERS } from "@stx-patch/patch-format";
import type { SignatureVerdict } from "@stx-patch/trust";
import { VERIFY_ERRORS } from "../error.js";
import type { FindingLog } from "../finding-log.js";

/** What an inner archive looks like whose end was cut off or that got bytes of its neighbour. */
const BROKEN_FRAMES: ReadonlySet<string> = new Set([
  "TAR_TRAILING_DATA",
  "TAR_END_MISSING",
  "TAR_TRUNCATED",
  "TAR_CHECKSUM_MISMATCH",
]);

/**
 * The signature covers the bare concatenation of the signed members, so it says nothing about where one ends and the next begins (spec
 * patch-format section 8): when it is good although a signed member's frame is not, bytes were moved from one to the other.
 */
export function checkBoundary(
  signature: SignatureVerdict | undefined,
  log: FindingLog,
): void {
  if (signature?.signer === undefined) return;
  const names = new Set<string | undefined>(
    PATCH_MEMBERS.filter(({ signed }) => signed).map(({ name }) => name),
  );
  const broken = log.findings.find(
    ({ code, member }) => BROKEN_FRAMES.has(code) && names.has(member),
  );
  if (broken === undefined) return;
  log.add(
    "signature",
    finding(
      VERIFY_ERRORS,
      "VERIFY_BOUNDARY_MOVED",
      "error",
      `the signature verifies, yet ${broken.member ?? ""} is not a whole archive: ${broken.message}`,
      { member: broken.member, offset: broken.offset },
    ),
  );
}

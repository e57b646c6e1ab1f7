import { finding } from "@stx-patch/core";
import { parseChecksum } from "@stx-patch/patch-format";
import { VERIFY_ERRORS } from "../error.js";
import type { FindingLog } from "../finding-log.js";
import type { PatchView } from "../patch-view.js";

const MEMBER = "signature";

/** Compares the member `signature` with the signed members (spec patch-format section 4). */
export function checkChecksum(
  { seal, checksum }: PatchView,
  log: FindingLog,
): void {
  if (checksum === undefined) {
    log.notRun("checksum", "the member signature is missing");
    return;
  }
  if (seal === undefined) {
    log.notRun(
      "checksum",
      "the signed members were not all read in their order",
    );
    return;
  }
  const stored = parseChecksum(new TextDecoder("latin1").decode(checksum));
  if (stored === undefined) {
    log.add(
      "checksum",
      finding(
        VERIFY_ERRORS,
        "VERIFY_CHECKSUM_MALFORMED",
        "error",
        "the member signature is not a hexadecimal number",
        { member: MEMBER },
      ),
    );
    return;
  }
  if (stored !== BigInt(`0x${seal.checksum}`)) {
    log.add(
      "checksum",
      finding(
        VERIFY_ERRORS,
        "VERIFY_CHECKSUM_MISMATCH",
        "error",
        `the signed members give ${seal.checksum}, the member signature says ${stored.toString(16)}`,
        { member: MEMBER },
      ),
    );
  }
}

import { finding, fromHex, type KeyInfo } from "@stx-patch/core";
import { fileDigestsToSign, type RpmInfo } from "@stx-patch/rpm-parser";
import { verifyImaSignature } from "@stx-patch/trust";
import { VERIFY_ERRORS } from "../error.js";
import type { FindingLog } from "../finding-log.js";
import type { PatchView } from "../patch-view.js";

/** Files that are signed at all are signed by a key the caller knows (spec rpm-and-ima section 7). */
export function checkIma(
  { rpms, stopped }: PatchView,
  keys: readonly KeyInfo[],
  log: FindingLog,
): void {
  if (rpms === undefined || stopped !== undefined) {
    log.notRun("ima", "software.tar could not be read");
    return;
  }
  for (const { fileName, info } of rpms) {
    if (info?.imaLayout !== "both") continue;
    log.add(
      "ima",
      finding(
        VERIFY_ERRORS,
        "VERIFY_IMA_MIXED_LAYOUTS",
        "error",
        `${fileName} has file signatures in both headers`,
        { member: `software.tar/${fileName}` },
      ),
    );
  }
  if (keys.length === 0) {
    log.notRun("ima", "no IMA certificate was given (--ima-cert)");
    return;
  }
  for (const { fileName, info } of rpms) {
    if (info !== undefined && info.imaLayout !== "none")
      checkFiles(fileName, info, keys, log);
  }
}

function checkFiles(
  fileName: string,
  info: RpmInfo,
  keys: readonly KeyInfo[],
  log: FindingLog,
): void {
  const digests = fileDigestsToSign(info);
  const member = `software.tar/${fileName}`;
  info.files.forEach((file, i) => {
    const expected = digests[i];
    if (expected === undefined) return;
    if (file.imaSignature === "") {
      const message = `${fileName}: ${file.path} has no file signature`;
      log.add(
        "ima",
        finding(VERIFY_ERRORS, "VERIFY_IMA_MISSING", "error", message, {
          member,
        }),
      );
      return;
    }
    const signature = fromHex(file.imaSignature);
    const verdicts = keys.map((key) =>
      verifyImaSignature({ ...expected, signature, key }),
    );
    if (verdicts.some(({ state }) => state === "good")) return;
    // The answer of the key that was meant says more than that of the others.
    const [worst] = verdicts.toSorted((a) =>
      a.state === "wrong-key" ? 1 : -1,
    );
    const message = `${fileName}: ${file.path}: ${worst?.detail ?? "not verified"}`;
    log.add(
      "ima",
      finding(VERIFY_ERRORS, "VERIFY_IMA_BAD", "error", message, { member }),
    );
  });
}

import { finding, findingFromError } from "@stx-patch/core";
import { fileNameFits, rpmFileNameOf } from "@stx-patch/rpm-parser";
import { VERIFY_ERRORS } from "../error.js";
import type { FindingLog } from "../finding-log.js";
import type { PatchView, RpmIdentity, RpmView } from "../patch-view.js";

/** Each RPM is one, is binary, is called what its header says, and is there once. */
export function checkRpmHeaders(
  { rpms, stopped }: PatchView,
  log: FindingLog,
): void {
  if (rpms === undefined || stopped !== undefined) {
    log.notRun("rpm-headers", "software.tar could not be read");
    return;
  }
  const packages = new Map<string, string>();
  for (const rpm of rpms) {
    const at = { member: `software.tar/${rpm.fileName}` };
    if (rpm.problem !== undefined)
      log.add("rpm-headers", findingFromError(rpm.problem, "error", at));
    if (rpm.info === undefined) continue;
    checkName(rpm, rpm.info, log);
    const key = `${rpm.info.name}.${rpm.info.arch}`;
    const other = packages.get(key);
    if (other !== undefined) {
      log.add(
        "rpm-headers",
        finding(
          VERIFY_ERRORS,
          "VERIFY_RPM_DUPLICATE_PACKAGE",
          "error",
          `${rpm.fileName} and ${other} both hold ${key}`,
          at,
        ),
      );
    }
    packages.set(key, rpm.fileName);
  }
}

function checkName(
  { fileName }: RpmView,
  info: RpmIdentity,
  log: FindingLog,
): void {
  const at = { member: `software.tar/${fileName}` };
  if (info.isSource) {
    log.add(
      "rpm-headers",
      finding(
        VERIFY_ERRORS,
        "VERIFY_RPM_SOURCE",
        "error",
        `${fileName} is a source RPM`,
        at,
      ),
    );
    return;
  }
  if (fileNameFits(fileName, info)) return;
  log.add(
    "rpm-headers",
    finding(
      VERIFY_ERRORS,
      "VERIFY_RPM_NAME_MISMATCH",
      "error",
      `${fileName} is ${rpmFileNameOf(info)} by its header`,
      at,
    ),
  );
}

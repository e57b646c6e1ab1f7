import { finding } from "@stx-patch/core";
import { VERIFY_ERRORS } from "../error.js";
import type { FindingLog } from "../finding-log.js";
import type { PatchView } from "../patch-view.js";

/** Node types name packages that are in the patch (spec patch-format section 2). */
export function checkPersonalities(
  { metadata, metadataPlaces, rpms, stopped }: PatchView,
  log: FindingLog,
): void {
  if (metadata === undefined || rpms === undefined || stopped !== undefined) {
    log.notRun(
      "personalities",
      "metadata.xml or software.tar could not be read",
    );
    return;
  }
  const names = new Map(
    rpms.flatMap((rpm) => (rpm.info ? [[rpm.info.name, rpm.fileName]] : [])),
  );
  const named = new Set<string>();
  for (const [i, { type, packages }] of metadata.personalities.entries()) {
    for (const [j, name] of packages.entries()) {
      named.add(name);
      if (names.has(name)) continue;
      log.add(
        "personalities",
        finding(
          VERIFY_ERRORS,
          "VERIFY_PERSONALITY_WITHOUT_RPM",
          "error",
          `node type ${type} names ${name}, which is not in the patch`,
          {
            member: "metadata.tar/metadata.xml",
            offset: metadataPlaces?.personalities[i]?.packages[j],
          },
        ),
      );
    }
  }
  for (const [name, fileName] of names) {
    if (named.has(name)) continue;
    log.add(
      "personalities",
      finding(
        VERIFY_ERRORS,
        "VERIFY_RPM_WITHOUT_PERSONALITY",
        "info",
        `${fileName} belongs to no node type`,
        { member: `software.tar/${fileName}` },
      ),
    );
  }
}

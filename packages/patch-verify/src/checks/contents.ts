import { finding } from "@stx-patch/core";
import { VERIFY_ERRORS } from "../error.js";
import type { FindingLog } from "../finding-log.js";
import type { PatchView } from "../patch-view.js";

/** The list of contents and software.tar name the same files (spec patch-format section 8). */
export function checkContents(
  { metadata, metadataPlaces, rpms, stopped }: PatchView,
  log: FindingLog,
): void {
  if (metadata === undefined || rpms === undefined || stopped !== undefined) {
    log.notRun("contents", "metadata.xml or software.tar could not be read");
    return;
  }
  if (rpms.length === 0) {
    log.add(
      "contents",
      finding(
        VERIFY_ERRORS,
        "VERIFY_NO_RPM",
        "error",
        "software.tar is empty",
        { member: "software.tar" },
      ),
    );
  }
  // Not a search for each name: a hostile list has a hundred thousand.
  const listed = new Map(
    metadata.contents.map((name, i) => [name, metadataPlaces?.contents[i]]),
  );
  const held = new Set(rpms.map(({ fileName }) => fileName));
  for (const [name, offset] of listed) {
    if (held.has(name)) continue;
    log.add(
      "contents",
      finding(
        VERIFY_ERRORS,
        "VERIFY_CONTENTS_NOT_IN_SOFTWARE",
        "error",
        `metadata.xml lists ${name}, software.tar does not hold it`,
        { member: "metadata.tar/metadata.xml", offset },
      ),
    );
  }
  for (const { fileName, offset } of rpms) {
    if (listed.has(fileName)) continue;
    log.add(
      "contents",
      finding(
        VERIFY_ERRORS,
        "VERIFY_SOFTWARE_NOT_IN_CONTENTS",
        "error",
        `software.tar holds ${fileName}, metadata.xml does not list it`,
        { member: `software.tar/${fileName}`, offset },
      ),
    );
  }
}

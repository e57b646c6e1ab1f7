import { finding } from "@stx-patch/core";
import { VERIFY_ERRORS } from "../error.js";
import type { FindingLog } from "../finding-log.js";
import type { PatchView } from "../patch-view.js";

/** metadata.xml and semantics.tar agree on the scripts (spec patch-format sections 1 and 2). */
export function checkSemantics(
  { metadata, metadataPlaces, scripts, stopped }: PatchView,
  log: FindingLog,
): void {
  if (metadata === undefined || stopped !== undefined) {
    log.notRun("semantics", "metadata.xml could not be read");
    return;
  }
  const announced = new Map(
    metadata.semantics.map((action, i) => [
      `${action}/${metadata.id}`,
      metadataPlaces?.semantics[i],
    ]),
  );
  const held = new Set(scripts?.map(({ name }) => name));
  for (const [name, offset] of announced) {
    if (held.has(name)) continue;
    log.add(
      "semantics",
      finding(
        VERIFY_ERRORS,
        "VERIFY_SEMANTICS_MISSING",
        "error",
        `metadata.xml announces ${name}, semantics.tar does not hold it`,
        { member: "metadata.tar/metadata.xml", offset },
      ),
    );
  }
  const seen = new Set<string>();
  for (const { name, offset, hasInterpreter } of scripts ?? []) {
    const at = { member: `semantics.tar/${name}`, offset };
    if (seen.has(name)) {
      log.add(
        "semantics",
        finding(
          VERIFY_ERRORS,
          "VERIFY_SEMANTICS_DUPLICATE",
          "error",
          `semantics.tar holds ${name} more than once`,
          at,
        ),
      );
    }
    seen.add(name);
    if (!announced.has(name)) {
      log.add(
        "semantics",
        finding(
          VERIFY_ERRORS,
          "VERIFY_SEMANTICS_UNLISTED",
          "error",
          `semantics.tar holds ${name}, metadata.xml does not announce it`,
          at,
        ),
      );
    } else if (!hasInterpreter) {
      log.add(
        "semantics",
        finding(
          VERIFY_ERRORS,
          "VERIFY_SEMANTICS_NO_INTERPRETER",
          "warning",
          `${name} does not start with #!`,
          at,
        ),
      );
    }
  }
}

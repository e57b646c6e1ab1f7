import { counted, sizeText } from "@stx-patch/core";
import type { RpmSummary, VerificationReport } from "@stx-patch/patch-verify";
import { element, type Content } from "./dom.js";
import { table } from "./table.js";

/** What is inside: RPMs and scripts. */
export function contentsView(report: VerificationReport): HTMLElement {
  const { rpms, scripts } = report;
  return element(
    "section",
    {},
    element("h4", {}, `Contents: ${counted(rpms.length, "RPM")}`),
    rpms.length === 0 ? undefined : rpmTable(rpms),
    scripts.length === 0 ? undefined : scriptTable(scripts),
  );
}

function rpmTable(rpms: readonly RpmSummary[]): HTMLElement {
  return table(
    "RPMs in the patch",
    ["RPM", "Node types", "Size", "Files", "File signatures", "Digests"],
    rpms.map((rpm): Content[] => [
      rpm.nevra ?? `${rpm.fileName} (not readable)`,
      rpm.personalities.join(", ") || "none",
      sizeText(rpm.sizeBytes),
      String(rpm.files),
      imaText(rpm),
      digestText(rpm),
    ]),
  );
}

function scriptTable(scripts: VerificationReport["scripts"]): HTMLElement {
  return table(
    "Scripts that a target runs",
    ["Script", "Size", "Mode"],
    scripts.map(({ name, sizeBytes, mode }): Content[] => [
      name,
      sizeText(sizeBytes),
      mode.toString(8),
    ]),
  );
}

function imaText({ ima }: RpmSummary): string {
  if (ima === null) return "unknown";
  if (ima.layout === "none") return "none";
  const where = {
    header: "main header",
    signature: "signature header",
    both: "both headers",
  }[ima.layout];
  return `${ima.signedFiles} in the ${where}`;
}

/** What was compared, by outcome; only what does not fit is named. */
function digestText({ digests }: RpmSummary): string {
  if (digests === null) return "unknown";
  const names = (wanted: string): string[] =>
    Object.entries(digests)
      .filter(([, state]) => state === wanted)
      .map(([name]) => name);
  const unchecked = names("not-checked").length;
  return [
    `${names("verified").length} verified`,
    ...names("mismatch").map((name) => `${name} WRONG`),
    ...(unchecked === 0 ? [] : [`${unchecked} not checked`]),
  ].join(", ");
}

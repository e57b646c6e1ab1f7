import type { SidecarReport } from "../sidecars/sidecar.js";
import { factText } from "./fact-text.js";
import { findingsText } from "./findings-text.js";
import type { ReportLook } from "./report-look.js";
import { SIDECAR_NAMES, SIDECAR_VERDICTS } from "./sidecar-words.js";
import { safeText } from "./text.js";

/** What was found out about files beside a patch, for people; behind the patch's own report. */
export function renderSidecars(
  reports: readonly SidecarReport[],
  look: ReportLook,
): string {
  return reports.map((report) => sidecarText(report, look)).join("");
}

function sidecarText(
  { kind, file, verdict, facts, findings }: SidecarReport,
  look: ReportLook,
): string {
  const { style, extent } = look;
  const { word, paint } = SIDECAR_VERDICTS[verdict];
  return [
    `\n${style.strong(safeText(file))}: ${SIDECAR_NAMES[kind]} ${style[paint](word)}\n`,
    ...(extent === "errors" ? [] : facts.map((fact) => factText(fact, look))),
    findingsText({ findings, findingsOmitted: 0 }, look),
  ].join("");
}

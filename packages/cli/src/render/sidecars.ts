import type { SidecarKind, SidecarReport } from "../sidecars/sidecar.js";
import { factText } from "./fact-text.js";
import { findingsText } from "./findings-text.js";
import type { ReportLook } from "./report-look.js";
import { safeText } from "./text.js";

const KINDS: Readonly<Record<SidecarKind, string>> = {
  sbom: "SBOM",
  provenance: "provenance",
  sha256sums: "SHA-256 sums",
  timestamp: "time stamp",
};

const WORDS = {
  trusted: { word: "GOOD", paint: "good" },
  untrusted: { word: "NOT TRUSTED", paint: "bad" },
  malformed: { word: "NO GOOD", paint: "bad" },
} as const;

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
  const { word, paint } = WORDS[verdict];
  return [
    `\n${style.strong(safeText(file))}: ${KINDS[kind]} ${style[paint](word)}\n`,
    ...(extent === "errors" ? [] : facts.map((fact) => factText(fact, look))),
    findingsText({ findings, findingsOmitted: 0 }, look),
  ].join("");
}

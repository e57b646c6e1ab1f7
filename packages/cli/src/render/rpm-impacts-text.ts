import {
  changesText,
  scriptletsText,
  type PathSample,
  type RpmImpact,
  type RpmSummary,
  type VerificationReport,
} from "@stx-patch/patch-verify";
import { rpmName } from "./facts.js";
import type { ReportLook } from "./report-look.js";
import { counted, safeText, sizeText } from "./text.js";
import { hangingText } from "./wrap.js";

/** What each RPM does to a host, with the first names of every list. */
export function rpmImpactsText(
  { rpms }: VerificationReport,
  look: ReportLook,
): string {
  const texts = rpms.flatMap((rpm) =>
    rpm.impact === null ? [] : [rpmText(rpm, rpm.impact, look)],
  );
  if (texts.length === 0) return "";
  return `\n  ${look.style.strong("Changes, package by package")}\n${texts.join("")}`;
}

function rpmText(
  rpm: RpmSummary,
  impact: RpmImpact,
  { columns }: ReportLook,
): string {
  const { changes, installed, config } = impact;
  const line = (indent: string, text: string): string =>
    hangingText(indent, safeText(text), columns);
  const files =
    changes === null
      ? counted(installed.count, "file")
      : `${changesText(changes)}, against ${changes.base}`;
  const samples: (readonly [string, PathSample])[] =
    changes === null
      ? [["installed", installed]]
      : [
          ["added", changes.added],
          ["changed", changes.changed],
          ["removed", changes.removed],
        ];
  return [
    "\n",
    line("  ", rpmName(rpm)),
    line("    ", `${files}; ${sizeText(impact.installedSizeBytes)} installed`),
    impact.scriptlets.length === 0
      ? ""
      : line("    scripts ", scriptletsText(impact)),
    ...[...samples, ["configuration", config] as const].map(([label, sample]) =>
      sampleText(label, sample, columns),
    ),
  ].join("");
}

/** A name a line: paths are for copying. */
function sampleText(
  label: string,
  { count, paths }: PathSample,
  columns: number,
): string {
  if (count === 0) return "";
  const lines = paths.map((path) => `      ${safeText(path)}\n`);
  const more =
    count > paths.length
      ? hangingText("      ", `and ${count - paths.length} more`, columns)
      : "";
  return `    ${label}\n${lines.join("")}${more}`;
}

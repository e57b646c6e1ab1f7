import type { RpmSummary, VerificationReport } from "@stx-patch/patch-verify";
import { displayWidth } from "./display-width.js";
import {
  checkCountText,
  contextFacts,
  imaText,
  nodeTypesText,
  patchFacts,
  rpmName,
  type Fact,
} from "./facts.js";
import { factText, LABEL_WIDTH, WIDE_FROM } from "./fact-text.js";
import { findingsText } from "./findings-text.js";
import type { ReportLook } from "./report-look.js";
import { renderRows } from "./table.js";
import { rpmImpactsText } from "./rpm-impacts-text.js";
import { safeText, sizeText } from "./text.js";
import { VERDICTS, verdictText } from "./verdict.js";
import { hangingText } from "./wrap.js";

/** Prose wider than this is hard to read, however wide the terminal. */
const MAX_PROSE = 100;
/** RPMs shown of a longer list. */
const MAX_RPMS = 20;
/** Reasons shown why checks did not run; more of them have one cause, which is among the findings. */
const MAX_REASONS = 3;

/** A verification report for people: verdict first, then who, what, and what was found. */
export function renderReport(
  file: string,
  report: VerificationReport,
  look: ReportLook,
): string {
  const { style } = look;
  const prose = { ...look, columns: Math.min(look.columns, MAX_PROSE) };
  const { meaning } = VERDICTS[report.verdict];
  return [
    headline(
      `${style.strong(safeText(file))}:`,
      verdictText(report, style),
      look,
    ),
    hangingText("  ", meaning, prose.columns),
    look.extent === "errors" ? "" : renderFacts(report, look, prose),
    findingsText(report, prose),
  ].join("");
}

/** Never breaks inside the verdict. */
function headline(
  name: string,
  verdict: string,
  { columns }: ReportLook,
): string {
  const line = `${name} ${verdict}`;
  return displayWidth(line) <= columns
    ? `${line}\n`
    : `${name}\n  ${verdict}\n`;
}

function renderFacts(
  report: VerificationReport,
  look: ReportLook,
  prose: ReportLook,
): string {
  return [
    "\n",
    ...patchFacts(report).map((fact) => factText(fact, prose)),
    rpmsText(report.rpms, look),
    ...contextFacts(report).map((fact) => factText(fact, prose)),
    factText(checksFact(report, look), prose),
    look.extent === "full" ? rpmImpactsText(report, prose) : "",
  ].join("");
}

/** A table when it fits, else two lines an RPM. */
function rpmsText(rpms: readonly RpmSummary[], look: ReportLook): string {
  if (rpms.length === 0) return "";
  const shown = look.extent === "full" ? rpms : rpms.slice(0, MAX_RPMS);
  const indent =
    look.columns >= WIDE_FROM ? " ".repeat(LABEL_WIDTH + 3) : "    ";
  const list = renderRows(
    shown.map((rpm) => rpmCells(rpm).map(safeText)),
    indent,
    look.columns,
  );
  const hidden = rpms.length - shown.length;
  if (hidden === 0) return list;
  const more = `and ${hidden} more (--verbose lists them all)`;
  return list + hangingText(indent, more, look.columns);
}

function rpmCells(rpm: RpmSummary): string[] {
  return [
    rpmName(rpm),
    nodeTypesText(rpm),
    sizeText(rpm.sizeBytes),
    imaText(rpm.files, rpm.ima),
  ];
}

function checksFact(report: VerificationReport, { extent }: ReportLook): Fact {
  const notRun = report.checks.filter(({ state }) => state === "not-run");
  const isBrief = extent === "short" && notRun.length > MAX_REASONS;
  return {
    label: "checks",
    lines: [
      checkCountText(report),
      ...(isBrief
        ? [`not run: ${notRun.map(({ title }) => title).join("; ")}`]
        : notRun.map(
            ({ title, reason }) => `not run: ${title} - ${reason ?? ""}`,
          )),
    ],
  };
}

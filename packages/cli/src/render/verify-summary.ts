import type { VerifyOutcome } from "../commands/verify-outcome.js";
import type { ReportLook } from "./report-look.js";
import type { Style } from "./style.js";
import { renderTable, widestLine } from "./table.js";
import { safeText } from "./text.js";
import { VERDICT_COUNTS, verdictText } from "./verdict.js";
import { hangingText } from "./wrap.js";

/** One line a patch behind the reports of several, and how many there are of which verdict. */
export function renderSummary(
  outcomes: readonly VerifyOutcome[],
  look: ReportLook,
): string {
  const { style, columns } = look;
  const counts = hangingText(
    "",
    `${style.strong(`${outcomes.length} patches`)}: ${summaryCounts(outcomes)}`,
    columns,
  );
  const table = renderTable(
    [HEADING, ...outcomes.map((outcome) => summaryRow(outcome, style))],
    "  ",
  );
  if (widestLine(table) <= columns) return counts + table;
  const narrow = outcomes.map((outcome) => {
    const [file = "", verdict = ""] = summaryRow(outcome, style);
    return `  ${verdict}\n${hangingText("    ", file, columns)}`;
  });
  return counts + narrow.join("");
}

/** `3 trusted, 1 malformed, 1 not readable`; what does not fit is among the others, too. */
export function summaryCounts(outcomes: readonly VerifyOutcome[]): string {
  const counts = VERDICT_COUNTS.map(
    ([verdict, name]) =>
      [
        outcomes.filter(
          (outcome) =>
            "report" in outcome && outcome.report.verdict === verdict,
        ).length,
        name,
      ] as const,
  );
  const unread = outcomes.filter((outcome) => "error" in outcome).length;
  const unfit = outcomes.filter(
    (outcome) =>
      "report" in outcome && outcome.report.release?.outcome === "does-not-fit",
  ).length;
  return [
    ...counts,
    [unread, "not readable"] as const,
    [unfit, "not fitting"] as const,
  ]
    .filter(([count]) => count > 0)
    .map(([count, name]) => `${count} ${name}`)
    .join(", ");
}

const HEADING = ["PATCH", "VERDICT", "SIGNED BY", "ERRORS", "WARNINGS"];

function summaryRow(outcome: VerifyOutcome, style: Style): string[] {
  const file = safeText(outcome.file);
  if ("error" in outcome)
    return [file, style.bad("NOT READABLE"), "-", outcome.error.code];
  const { signer, findings } = outcome.report;
  const count = (severity: string): string =>
    String(findings.filter((found) => found.severity === severity).length);
  return [
    file,
    verdictText(outcome.report, style),
    safeText(signer?.role ?? "-"),
    count("error"),
    count("warning"),
  ];
}

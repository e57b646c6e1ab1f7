import type { CheckResult, VerificationReport } from "@stx-patch/patch-verify";
import { checkCountText } from "../facts.js";
import { html, type Markup } from "./markup.js";
import { part, table, tag, type Level } from "./parts.js";

/** What was looked at, and what was not. */
export function checksPart(level: Level, report: VerificationReport): Markup {
  return part(
    level,
    html`Checks <span class="count">– ${checkCountText(report)}</span>`,
    table(
      "checks",
      "Checks",
      [{ title: "Check" }, { title: "Result" }],
      report.checks.map(checkRow),
    ),
  );
}

function checkRow({ title, state, reason }: CheckResult): Markup[] {
  switch (state) {
    case "passed":
      return [html`${title}`, tag("good", "Passed")];
    case "failed":
      return [html`${title}`, tag("bad", "Failed")];
    case "not-run":
      return [
        html`${title}`,
        html`${tag("plain", "Not run")}
          <span class="soft">${reason ?? ""}</span>`,
      ];
  }
}

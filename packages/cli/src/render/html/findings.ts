import type { VerificationReport } from "@stx-patch/patch-verify";
import { explain } from "../explain.js";
import {
  findingCountText,
  groupFindings,
  type FindingGroup,
} from "../finding-groups.js";
import type { ShownFinding } from "../findings-text.js";
import { counted } from "../text.js";
import { foreign, html, NOTHING, type Markup } from "./markup.js";
import { facts, heading, part, tag, type Level } from "./parts.js";

/** Instances of one kind that stand open; the rest unfolds. */
const MAX_OPEN = 5;

/** What was found, kind by kind, the worst first. */
export function findingsPart(level: Level, report: VerificationReport): Markup {
  const { findings, findingsOmitted } = report;
  if (findings.length === 0) return NOTHING;
  const omitted =
    findingsOmitted === 0
      ? NOTHING
      : html`<p class="soft">
          and ${counted(findingsOmitted, "finding")} more
        </p>`;
  return part(
    level,
    html`Findings <span class="count">– ${findingCountText(findings)}</span>`,
    findingCards(level, findings, omitted),
  );
}

/** A card for each kind of finding. */
export function findingCards(
  level: Level,
  findings: readonly ShownFinding[],
  end: Markup = NOTHING,
): Markup {
  if (findings.length === 0) return end;
  const cards = groupFindings(findings).map((group) => card(level, group));
  return html`<div class="findings">${cards}${end}</div>`;
}

/** One explanation on a card: used for errors of reading, too. */
export function explanationRows(
  problem: Parameters<typeof explain>[0],
): Markup {
  const { means, remedy } = explain(problem);
  return facts([
    ...(means === "" ? [] : [["Means", html`${means}`] as const]),
    ["What to do", foreign(remedy)],
  ]);
}

function card(level: Level, group: FindingGroup<ShownFinding>): Markup {
  const [first] = group.findings;
  const open = group.findings.slice(0, MAX_OPEN);
  const folded = group.findings.slice(MAX_OPEN);
  const more =
    folded.length === 0
      ? NOTHING
      : html`<details>
          <summary>${folded.length} more of this kind</summary>
          ${folded.map((found) => instance(level, found))}
        </details>`;
  return html`<article class="finding ${group.severity}">
    <p class="head">
      ${severityTag(group.severity)} <code>${group.code}</code>
    </p>
    ${open.map((found) => instance(level, found))}${more}
    ${explanationRows(first)}
  </article> `;
}

function instance(level: Level, found: ShownFinding): Markup {
  const { what, where, target } = explain(found);
  const place =
    where === "" ? NOTHING : html`<p class="where">${foreign(where)}</p>`;
  const answer =
    target === ""
      ? NOTHING
      : html`<p class="where">The target: ${foreign(target)}</p>`;
  return html`<div class="instance">
    ${heading(level, 2, "what", foreign(what))}${place}${answer}
  </div> `;
}

function severityTag(severity: ShownFinding["severity"]): Markup {
  switch (severity) {
    case "error":
      return tag("bad", "Error");
    case "warning":
      return tag("warn", "Warning");
    case "info":
      return tag("plain", "Note");
  }
}

import type { VerificationReport } from "@stx-patch/patch-verify";
import { contextFacts } from "../facts.js";
import { capitalised } from "../text.js";
import { foreign, html, type Markup } from "./markup.js";
import { part, type Level } from "./parts.js";

/** What the patch is to others than itself, such as a target: a part for each. */
export function contextParts(level: Level, report: VerificationReport): Markup {
  const parts = contextFacts(report).map(({ label, lines }) =>
    part(
      level,
      capitalised(label),
      html`${lines.map((line) => html`<p>${foreign(line)}</p> `)}`,
    ),
  );
  return html`${parts}`;
}

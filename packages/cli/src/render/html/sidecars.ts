import type { SidecarReport } from "../../sidecars/sidecar.js";
import { SIDECAR_NAMES, SIDECAR_VERDICTS } from "../sidecar-words.js";
import { capitalised } from "../text.js";
import { findingCards } from "./findings.js";
import { foreign, html, type Markup } from "./markup.js";
import { facts, part, type Level } from "./parts.js";

/** What was found out about the files beside a patch, a part each. */
export function sidecarParts(
  level: Level,
  reports: readonly SidecarReport[],
): readonly Markup[] {
  return reports.map((report) => sidecarPart(level, report));
}

function sidecarPart(
  level: Level,
  { kind, file, verdict, facts: told, findings }: SidecarReport,
): Markup {
  const rows = told.map(
    ({ label, lines }) =>
      [
        capitalised(label),
        html`${lines.map((line) => html`<p>${foreign(line)}</p>`)}`,
      ] as const,
  );
  return part(
    level,
    html`${capitalised(SIDECAR_NAMES[kind])}
      <span class="count">– ${SIDECAR_VERDICTS[verdict].word}</span>`,
    html`${facts([["File", html`${foreign(file)}`], ...rows])}${findingCards(level, findings)}`,
  );
}

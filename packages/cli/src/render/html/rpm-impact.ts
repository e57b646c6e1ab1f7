import {
  changesText,
  scriptletsText,
  type PathSample,
  type RpmImpact,
  type RpmSummary,
  type VerificationReport,
} from "@stx-patch/patch-verify";
import { rpmName } from "../facts.js";
import { counted, sizeText } from "../text.js";
import { foreign, html, NOTHING, type Markup } from "./markup.js";
import { part, table, type Column, type Level } from "./parts.js";

const COLUMNS: readonly Column[] = [
  { title: "Package" },
  { title: "Files" },
  { title: "Scripts" },
  { title: "Installed", isNumber: true },
];

/** What each RPM does to a host: files, scripts, size; the first names of every list unfold. */
export function rpmImpactPart(
  level: Level,
  { rpms }: VerificationReport,
): Markup {
  const rows = rpms.flatMap((rpm) =>
    rpm.impact === null ? [] : [rowOf(rpm, rpm.impact)],
  );
  if (rows.length === 0) return NOTHING;
  return part(
    level,
    html`Changes <span class="count">– package by package</span>`,
    table("changes", "What each RPM changes", COLUMNS, rows),
  );
}

function rowOf(rpm: RpmSummary, impact: RpmImpact): Markup[] {
  const { changes, installed, config } = impact;
  const lists =
    changes === null
      ? [sampleMarkup("Installed", installed)]
      : [
          sampleMarkup("Added", changes.added),
          sampleMarkup("Changed", changes.changed),
          sampleMarkup("Removed", changes.removed),
        ];
  return [
    html`<span class="mono">${foreign(rpmName(rpm))}</span>`,
    html`${
      changes === null
        ? counted(installed.count, "file")
        : html`${changesText(changes)}
            <span class="soft">against ${foreign(changes.base)}</span>`
    }${lists}${sampleMarkup("Configuration", config)}`,
    html`<span class="soft"
      >${impact.scriptlets.length === 0 ? "none" : scriptletsText(impact)}</span
    >`,
    html`${sizeText(impact.installedSizeBytes)}`,
  ];
}

function sampleMarkup(label: string, { count, paths }: PathSample): Markup {
  if (count === 0) return NOTHING;
  const more =
    count > paths.length
      ? html`<li class="soft">and ${count - paths.length} more</li>`
      : NOTHING;
  return html`<details>
    <summary>${label}: ${count}</summary>
    <ul>
      ${paths.map(
        (path) => html`<li class="mono">${foreign(path)}</li> `,
      )}${more}
    </ul>
  </details>`;
}

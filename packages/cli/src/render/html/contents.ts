import type { RpmSummary, VerificationReport } from "@stx-patch/patch-verify";
import { imaText, rpmName } from "../facts.js";
import { counted, sizeText } from "../text.js";
import { foreign, foreignBlock, html, NOTHING, type Markup } from "./markup.js";
import { part, table, tag, type Column, type Level } from "./parts.js";

const COLUMNS: readonly Column[] = [
  { title: "Package" },
  { title: "Node types" },
  { title: "Size", isNumber: true },
  { title: "File signatures" },
];

/** The RPMs: where they go, how large they are, whether their files are signed. */
export function contentsPart(
  level: Level,
  { rpms }: VerificationReport,
): Markup {
  const total = rpms.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const title = html`Contents
    <span class="count"
      >–
      ${counted(rpms.length, "RPM")}${rpms.length === 0 ? "" : `, ${sizeText(total)}`}</span
    >`;
  const content =
    rpms.length === 0
      ? html`<p class="soft">No RPM could be read.</p>`
      : table("rpms", "RPMs of the patch", COLUMNS, rpms.map(rpmRow));
  return part(level, title, content);
}

function rpmRow(rpm: RpmSummary): Markup[] {
  return [
    html`<span class="mono">${foreign(rpmName(rpm))}</span>`,
    rpm.personalities.length === 0
      ? html`<span class="soft">none</span>`
      : html`<span class="tags"
          >${rpm.personalities.map((type) => tag("plain", type))}</span
        >`,
    html`${sizeText(rpm.sizeBytes)}`,
    html`<span class="soft">${signaturesText(rpm)}</span>`,
  ];
}

/** The heading says what is missing. */
function signaturesText({ files, ima }: RpmSummary): string {
  return ima?.layout === "none" ? "none" : imaText(files, ima);
}

/** What the patch says in its own words. */
export function textsPart(
  level: Level,
  { metadata }: VerificationReport,
): Markup {
  if (metadata === null) return NOTHING;
  const texts = [
    ["Summary", metadata.summary],
    ["Description", metadata.description],
    ["Install instructions", metadata.installInstructions],
    ["Warnings", metadata.warnings],
  ] as const;
  const shown = texts.filter(([, text]) => text !== "");
  if (shown.length === 0) return NOTHING;
  const items = shown.map(
    ([label, text]) =>
      html`<div>
        <dt>${label}</dt>
        <dd>${foreignBlock(text)}</dd>
      </div> `,
  );
  return part(
    level,
    html`Texts <span class="count">– as the patch has them</span>`,
    html`<dl class="texts">${items}</dl>`,
  );
}

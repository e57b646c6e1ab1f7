import type { PatchDiff, RpmChange } from "@stx-patch/patch-diff";
import { diffFacts, RPM_STATES, sideName } from "../diff/facts.js";
import { fileText, rpmFacts, versionsText } from "../diff/rpm-facts.js";
import { DIFF_VERDICTS } from "../diff/verdict.js";
import type { Fact } from "../facts.js";
import { capitalised, counted } from "../text.js";
import { footer } from "./footer.js";
import { htmlFrame } from "./frame.js";
import { verdictIcon } from "./icons.js";
import { foreign, html, NOTHING, type Markup } from "./markup.js";
import { facts, heading, part, tag } from "./parts.js";

/** What the page says of its own making. */
export interface DiffRun {
  readonly diff: PatchDiff;
  readonly exitCode: number;
  /** When it ended. */
  readonly at: Date;
  /** Version of this program. */
  readonly version: string;
}

/** A comparison as one page that needs nothing besides itself. */
export function diffPage(run: DiffRun): string {
  const { diff } = run;
  const { word } = DIFF_VERDICTS[diff.verdict];
  const names = `${sideName(diff.before)} -> ${sideName(diff.after)}`;
  return htmlFrame({
    title: `${word}: ${names} – patch-diff`,
    kicker: "Patch comparison",
    content: html`<article class="patch">
      ${band(diff)}${part(1, "The patches", factList(diffFacts(diff)))}${rpmParts(diff)}
    </article> `,
    footer: footer("patch-diff", run),
  });
}

function band({ verdict, before, after }: PatchDiff): Markup {
  const { word, paint, meaning } = DIFF_VERDICTS[verdict];
  const kind = paint === "good" ? "trusted" : "untrusted";
  const title = html`<span class="word">${word}</span>
    <span class="name"
      >${foreign(sideName(before))} → ${foreign(sideName(after))}</span
    >`;
  return html`<header class="band ${kind}">
    ${verdictIcon(kind)}
    <div>
      ${heading(1, 0, "title", title)}
      <p class="meaning">${meaning}</p>
    </div>
  </header> `;
}

/** One part a package; those that are the same are only counted above. */
function rpmParts({ rpms }: PatchDiff): Markup {
  const worth = rpms
    .filter(({ state, isReassigned }) => state !== "identical" || isReassigned)
    .toSorted(
      (a, b) => RPM_STATES.indexOf(a.state) - RPM_STATES.indexOf(b.state),
    );
  return html`${worth.map(rpmPart)}`;
}

function rpmPart(change: RpmChange): Markup {
  const { content, state } = change;
  const title = html`${tag(TAGS[state], state)}
    <span class="mono">${foreign(versionsText(change))}</span>`;
  return part(
    1,
    title,
    html`${factList(rpmFacts(change))}${fileList(content?.files.list ?? [])}`,
  );
}

const TAGS: Readonly<Record<RpmChange["state"], Parameters<typeof tag>[0]>> = {
  identical: "plain",
  "re-signed": "plain",
  changed: "warn",
  upgraded: "good",
  downgraded: "bad",
  added: "good",
  removed: "bad",
  unreadable: "bad",
};

function fileList(
  files: NonNullable<RpmChange["content"]>["files"]["list"],
): Markup {
  if (files.length === 0) return NOTHING;
  return html`<details>
    <summary>${counted(files.length, "file")}</summary>
    <ul>
      ${files.map(
        (file) => html`<li class="mono">${foreign(fileText(file))}</li> `,
      )}
    </ul>
  </details>`;
}

function factList(list: readonly Fact[]): Markup {
  if (list.length === 0) return NOTHING;
  return facts(
    list.map(({ label, lines }) => [
      capitalised(label),
      html`${lines.map((line) => html`<p>${foreign(line)}</p> `)}`,
    ]),
  );
}

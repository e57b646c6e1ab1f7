import { basename, dirname } from "node:path";
import type { Finding, Severity } from "@stx-patch/core";
import type {
  VerifyOutcome,
  VerifyRun,
} from "../../commands/verify-outcome.js";
import { verdictWords } from "../verdict.js";
import { summaryCounts } from "../verify-summary.js";
import { footer } from "./footer.js";
import { htmlFrame } from "./frame.js";
import { foreign, html, NOTHING, type Markup } from "./markup.js";
import { table, tag } from "./parts.js";
import { colourOf, fileName, patchArticle } from "./patch.js";

/** A run as one page that needs nothing besides itself. */
export function htmlPage(run: VerifyRun): string {
  const { outcomes } = run;
  const isSingle = outcomes.length === 1;
  const articles = outcomes.map((outcome, i) =>
    patchArticle(outcome, patchAnchor(i), isSingle ? 1 : 2),
  );
  return htmlFrame({
    title: titleText(outcomes),
    kicker: "Patch verification report",
    content: html`${isSingle ? NOTHING : overview(outcomes)}${articles}`,
    footer: footer("patch-verify", run, NOT_SIGNED),
  });
}

function titleText(outcomes: readonly VerifyOutcome[]): string {
  const [first] = outcomes;
  if (first !== undefined && outcomes.length === 1)
    return `${verdictWord(first)}: ${fileName(first)} – patch-verify`;
  return `${outcomes.length} patches: ${summaryCounts(outcomes)} – patch-verify`;
}

/** One row a patch, with a link to its report. */
function overview(outcomes: readonly VerifyOutcome[]): Markup {
  const rows = outcomes.map((outcome, i) => [
    patchLink(outcome, i),
    tag(verdictTag(outcome), verdictWord(outcome)),
    signerCell(outcome),
    html`${countOf(outcome, "error")}`,
    html`${countOf(outcome, "warning")}`,
  ]);
  const columns = [
    { title: "Patch" },
    { title: "Verdict" },
    { title: "Signed by" },
    { title: "Errors", isNumber: true },
    { title: "Warnings", isNumber: true },
  ];
  return html`<header class="overview">
    <h1>${outcomes.length} patches: ${summaryCounts(outcomes)}</h1>
    ${table("patches", "Patches", columns, rows)}
  </header> `;
}

function patchLink(outcome: VerifyOutcome, index: number): Markup {
  const name = fileName(outcome);
  const folder = dirname(name);
  return html`<a class="mono" href="#${patchAnchor(index)}"
      >${foreign(basename(name))}</a
    >${
      folder === "."
        ? NOTHING
        : html` <span class="soft folder">${foreign(folder)}</span>`
    }`;
}

/** A page is no evidence: anybody can write one. */
const NOT_SIGNED = html`<p>
  This page tells what was found at that time and is not signed itself: before a
  patch is applied, verify the patch.
</p>`;

function patchAnchor(index: number): string {
  return `patch-${index + 1}`;
}

function verdictWord(outcome: VerifyOutcome): string {
  return "error" in outcome ? "NOT READABLE" : verdictWords(outcome.report);
}

function verdictTag(outcome: VerifyOutcome): "good" | "warn" | "bad" {
  if ("error" in outcome) return "bad";
  const kinds = {
    trusted: "good",
    untrusted: "warn",
    malformed: "bad",
  } as const;
  return kinds[colourOf(outcome)];
}

function signerCell(outcome: VerifyOutcome): Markup {
  if ("error" in outcome || outcome.report.signer === null)
    return html`<span class="soft">nobody we trust</span>`;
  return tag("plain", outcome.report.signer.role);
}

/** Nothing is counted in a file that could not be read. */
function countOf(outcome: VerifyOutcome, severity: Severity): string {
  if ("error" in outcome) return "–";
  const findings: readonly Finding[] = [
    ...outcome.report.findings,
    ...(outcome.sidecars ?? []).flatMap((sidecar) => sidecar.findings),
  ];
  return String(findings.filter((found) => found.severity === severity).length);
}

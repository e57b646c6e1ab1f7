import type { Verdict } from "@stx-patch/patch-verify";
import type { VerifyOutcome } from "../../commands/verify-outcome.js";
import { explain } from "../explain.js";
import { VERDICTS, verdictWords } from "../verdict.js";
import { checksPart } from "./checks.js";
import { contentsPart, textsPart } from "./contents.js";
import { explanationRows, findingsPart } from "./findings.js";
import { verdictIcon } from "./icons.js";
import { contextParts } from "./context.js";
import { identityPart } from "./identity.js";
import { rpmImpactPart } from "./rpm-impact.js";
import { sidecarParts } from "./sidecars.js";
import { allSidecarsGood } from "../sidecar-words.js";
import { foreign, html, type Markup } from "./markup.js";
import { heading, part, type Level } from "./parts.js";

type VerifiedOutcome = Extract<VerifyOutcome, { report: unknown }>;

/** Everything about one patch, the verdict first. */
export function patchArticle(
  outcome: VerifyOutcome,
  id: string,
  level: Level,
): Markup {
  const content =
    "error" in outcome
      ? part(
          level,
          "Why",
          html`<p>${foreign(explain(outcome.error).what)}</p>
            ${explanationRows(outcome.error)}`,
        )
      : reportParts(outcome, level);
  return html`<article class="patch" id="${id}">
    ${band(outcome, level)}${content}
  </article> `;
}

function reportParts(
  { report, sidecars = [] }: VerifiedOutcome,
  level: Level,
): Markup {
  return html`${findingsPart(level, report)}${sidecarParts(level, sidecars)}${identityPart(level, report)}${contextParts(level, report)}${contentsPart(level, report)}${rpmImpactPart(level, report)}${checksPart(level, report)}${textsPart(level, report)}`;
}

function band(outcome: VerifyOutcome, level: Level): Markup {
  const { kind, word, meaning } = bandOf(outcome);
  const title = html`<span class="word">${word}</span>
    <span class="name">${foreign(fileName(outcome))}</span>`;
  return html`<header class="band ${kind}">
    ${verdictIcon(kind)}
    <div>
      ${heading(level, 0, "title", title)}
      <p class="meaning">${meaning}</p>
    </div>
  </header> `;
}

function bandOf(outcome: VerifyOutcome): {
  kind: "trusted" | "untrusted" | "malformed";
  word: string;
  meaning: string;
} {
  if ("error" in outcome) {
    return {
      kind: "malformed",
      word: "NOT READABLE",
      meaning: "The file could not be read, so nothing was checked.",
    };
  }
  const { verdict } = outcome.report;
  const { meaning } = VERDICTS[verdict];
  const isBesideGood = allSidecarsGood(outcome.sidecars ?? []);
  return {
    kind: colourOf(outcome),
    word: verdictWords(outcome.report),
    meaning: isBesideGood
      ? meaning
      : `${meaning} A file beside it is no good: see below.`,
  };
}

/** Signed, but for another system or with a file beside it that is no good: the colour of a warning. */
export function colourOf({
  report: { verdict, release },
  sidecars = [],
}: VerifiedOutcome): Verdict {
  const isUnfit = release?.outcome === "does-not-fit";
  const isDoubtful = isUnfit || !allSidecarsGood(sidecars);
  return verdict === "trusted" && isDoubtful ? "untrusted" : verdict;
}

/** What to call the patch: stdin has no name. */
export function fileName({ file }: VerifyOutcome): string {
  return file === "-" ? "(standard input)" : file;
}

import type { PatchDiff, RpmChange } from "@stx-patch/patch-diff";
import { factText } from "../fact-text.js";
import type { ReportLook } from "../report-look.js";
import { counted, safeText } from "../text.js";
import { hangingText } from "../wrap.js";
import { diffFacts, RPM_STATES, sideName } from "./facts.js";
import { fileText, rpmFacts, versionsText } from "./rpm-facts.js";
import { DIFF_VERDICTS } from "./verdict.js";

/** Prose wider than this is hard to read, however wide the terminal. */
const MAX_PROSE = 100;
/** RPMs and files of one RPM that are shown of longer lists. */
const MAX_SHOWN = 20;

/**
 * What two patches differ in, for people: the verdict first.
 *
 * @param meaning - what the verdict means, where that is more than for any two patches
 */
export function renderDiff(
  diff: PatchDiff,
  look: ReportLook,
  meaning: string = DIFF_VERDICTS[diff.verdict].meaning,
): string {
  const { style } = look;
  const { word, paint } = DIFF_VERDICTS[diff.verdict];
  const prose = { ...look, columns: Math.min(look.columns, MAX_PROSE) };
  const files = [diff.before, diff.after].map((side) =>
    style.strong(safeText(sideName(side))),
  );
  return [
    hangingText("", `${files.join(" -> ")}:`, look.columns).trimEnd(),
    ` ${style[paint](word)}\n`,
    hangingText("  ", meaning, prose.columns),
    "\n",
    ...diffFacts(diff).map((fact) => factText(fact, prose)),
    rpmsText(diff, prose),
  ].join("");
}

/** Those that are the same are only counted. */
function rpmsText({ rpms, filesOmitted }: PatchDiff, look: ReportLook): string {
  const worth = rpms
    .filter(({ state, isReassigned }) => state !== "identical" || isReassigned)
    .toSorted(
      (a, b) => RPM_STATES.indexOf(a.state) - RPM_STATES.indexOf(b.state),
    );
  const shown = look.extent === "full" ? worth : worth.slice(0, MAX_SHOWN);
  const hidden = worth.length - shown.length;
  return [
    ...shown.map((change) => rpmText(change, look)),
    hidden === 0
      ? ""
      : `\n  and ${counted(hidden, "RPM")} more (--verbose lists them all)\n`,
    filesOmitted === 0
      ? ""
      : `\n  and ${counted(filesOmitted, "file")} more, which were only counted\n`,
  ].join("");
}

function rpmText(change: RpmChange, look: ReportLook): string {
  const { style, columns, extent } = look;
  const list = change.content?.files.list ?? [];
  const shown = extent === "full" ? list : list.slice(0, MAX_SHOWN);
  const hidden = list.length - shown.length;
  const state = change.state.toUpperCase();
  return [
    "\n",
    hangingText(
      `  ${style.strong(state)} `,
      safeText(versionsText(change)),
      columns,
    ),
    ...rpmFacts(change).map((fact) => factText(fact, look)),
    // A path stays whole: it is for copying.
    ...shown.map((file) => `    ${safeText(fileText(file))}\n`),
    hidden === 0
      ? ""
      : `    and ${counted(hidden, "file")} more (--verbose lists them all)\n`,
  ].join("");
}

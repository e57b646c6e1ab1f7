import type { Finding } from "@stx-patch/core";
import type { TargetAnswer } from "@stx-patch/patch-verify";
import { explain } from "./explain.js";
import {
  findingCountText,
  groupFindings,
  type FindingGroup,
} from "./finding-groups.js";
import { counted, safeText } from "./text.js";
import type { ReportLook } from "./report-look.js";
import { hangingText } from "./wrap.js";

/** Instances shown of a kind of finding that there are many of. */
const MAX_INSTANCES = 3;
const LABEL_WIDTH = 6;

/** A finding with all that can be shown of it. */
export interface ShownFinding extends Finding {
  readonly targetAnswer?: TargetAnswer;
  /** What its code means, where no catalogue here knows the code. */
  readonly means?: string;
}

/** What was found, kind by kind: what is wrong, where, what it means and what to do. */
export function findingsText(
  {
    findings,
    findingsOmitted,
  }: {
    readonly findings: readonly ShownFinding[];
    readonly findingsOmitted: number;
  },
  look: ReportLook,
): string {
  const shown =
    look.extent === "errors"
      ? findings.filter(({ severity }) => severity === "error")
      : findings;
  const omitted =
    findingsOmitted === 0
      ? ""
      : `\n  and ${counted(findingsOmitted, "finding")} more\n`;
  if (shown.length === 0) return omitted;
  const groups = groupFindings(shown).map((group) => groupText(group, look));
  return `\n  ${findingCountText(shown)}\n${groups.join("")}${omitted}`;
}

function groupText(
  group: FindingGroup<ShownFinding>,
  look: ReportLook,
): string {
  const { columns, style, extent } = look;
  const [first] = group.findings;
  const { means, remedy } = explain(first);
  const shown =
    extent === "full" ? group.findings : group.findings.slice(0, MAX_INSTANCES);
  const hidden = group.findings.length - shown.length;
  const part = (label: string, text: string): string =>
    text === ""
      ? ""
      : hangingText(
          `    ${style.faint(label.padEnd(LABEL_WIDTH))} `,
          safeText(text),
          columns,
        );
  return [
    "\n",
    ...shown.map(
      (found) =>
        instanceText(found, look) +
        part("where", explain(found).where) +
        part("target", explain(found).target),
    ),
    hidden === 0
      ? ""
      : hangingText(
          "    ",
          `and ${hidden} more of this kind (--verbose lists them all)`,
          columns,
        ),
    part("means", means),
    part("do", remedy),
  ].join("");
}

function instanceText(
  found: ShownFinding,
  { columns, style }: ReportLook,
): string {
  const label = {
    error: style.bad("error"),
    warning: style.warn("warning"),
    info: style.faint("note"),
  }[found.severity];
  return hangingText(
    "  ",
    `${label}: ${safeText(explain(found).what)} ${style.faint(`[${found.code}]`)}`,
    columns,
  );
}

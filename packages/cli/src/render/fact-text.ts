import type { Fact } from "./facts.js";
import type { ReportLook } from "./report-look.js";
import { safeText } from "./text.js";
import { hangingText } from "./wrap.js";

/** Labels stand beside what they name from this width on, above it below. */
export const WIDE_FROM = 60;
/** Columns of a label. */
export const LABEL_WIDTH = 11;

/** A label and its lines, beside each other where there is room. */
export function factText(
  { label, lines }: Fact,
  { columns, style }: ReportLook,
): string {
  const wide = columns >= WIDE_FROM;
  const heading = wide ? "" : `  ${style.faint(label)}\n`;
  const body = lines.map((line, i) => {
    const shown =
      i === 0
        ? style.faint(label.padEnd(LABEL_WIDTH))
        : " ".repeat(LABEL_WIDTH);
    return hangingText(wide ? `  ${shown} ` : "    ", safeText(line), columns);
  });
  return heading + body.join("");
}

import { breakable, displayWidth } from "./display-width.js";

/** Breaks text at spaces so that no line is wider than `width`, unless a single word is. */
export function wrapText(text: string, width: number): string[] {
  return text
    .split("\n")
    .flatMap((paragraph) => wrapParagraph(paragraph, width));
}

/** Text behind a label; what does not fit stands under its own start, not under the label. */
export function hangingText(
  label: string,
  text: string,
  columns: number,
): string {
  const start = displayWidth(label);
  const indent = " ".repeat(start);
  return wrapText(text, Math.max(MIN_WIDTH, columns - start))
    .map((line, i) => `${i === 0 ? label : indent}${line}`.trimEnd())
    .map((line) => `${line}\n`)
    .join("");
}

/** Narrower than this nothing can be read. */
const MIN_WIDTH = 16;

/** Pieces that stay whole, and what stands in front of each. */
function partsOf(paragraph: string): { gap: "" | " "; part: string }[] {
  return paragraph
    .split(" ")
    .flatMap((word) =>
      breakable(word).map(
        (part, i) => ({ gap: i === 0 ? " " : "", part }) as const,
      ),
    );
}

function wrapParagraph(paragraph: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  let lineWidth = 0;
  for (const { gap, part } of partsOf(paragraph)) {
    const partWidth = displayWidth(part);
    if (line === "") {
      line = part;
      lineWidth = partWidth;
    } else if (lineWidth + gap.length + partWidth <= width) {
      line += gap + part;
      lineWidth += gap.length + partWidth;
    } else {
      lines.push(line);
      line = part;
      lineWidth = partWidth;
    }
  }
  return [...lines, line];
}

import { displayWidth } from "./display-width.js";

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

function wrapParagraph(paragraph: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  let lineWidth = 0;
  for (const word of paragraph.split(" ")) {
    const wordWidth = displayWidth(word);
    if (line === "") {
      line = word;
      lineWidth = wordWidth;
    } else if (lineWidth + 1 + wordWidth <= width) {
      line += ` ${word}`;
      lineWidth += 1 + wordWidth;
    } else {
      lines.push(line);
      line = word;
      lineWidth = wordWidth;
    }
  }
  return [...lines, line];
}

import type { TextSink } from "../world/io.js";
import { displayWidth, withoutColours } from "./display-width.js";

/**
 * Writes text whose lines were not made for a width: on a terminal what does not fit is continued under its own start.
 * In a pipe every line stays whole, for who takes it apart.
 */
export function writeFitted(sink: TextSink, text: string): void {
  const { columns } = sink;
  sink.write(columns === undefined ? text : fitText(text, columns));
}

/** Breaks lines at spaces; a path or a digest is never broken. */
export function fitText(text: string, columns: number): string {
  return text
    .split("\n")
    .map((line) => fitLine(line, columns))
    .join("\n");
}

function fitLine(line: string, columns: number): string {
  if (displayWidth(line) <= columns) return line;
  const start = startOfText(withoutColours(line), columns);
  const [first = "", ...words] = line.split(" ");
  const lines: string[] = [];
  let current = first;
  for (const word of words) {
    const isBegun = displayWidth(current) > start;
    if (isBegun && displayWidth(current) + 1 + displayWidth(word) > columns) {
      lines.push(current.trimEnd());
      current = indentFor(word, start, columns) + word;
    } else current += ` ${word}`;
  }
  return [...lines, current.trimEnd()].join("\n");
}

/** A digest that would not fit under the start of the text stands further to the left, where it can be copied whole. */
function indentFor(word: string, start: number, columns: number): string {
  const fits = columns - displayWidth(word);
  return " ".repeat(fits < start && fits >= MIN_INDENT ? fits : start);
}

/** Where the last cell of a table's row starts, or what stands behind a label, as far as there is room behind it. */
function startOfText(line: string, columns: number): number {
  const starts = [...line.matchAll(CELL_STARTS)].map(
    ({ index, 0: gap }) => displayWidth(line.slice(0, index)) + gap.length,
  );
  return (
    starts.findLast((start) => start <= columns * ROOM_FOR_LABELS) ?? MIN_INDENT
  );
}

/** What is continued never starts where a line starts. */
const MIN_INDENT = 2;

/** Two spaces stand between cells; one behind a label such as `error:`. */
const CELL_STARTS = /(?<=\S) {2,}|(?<=^ *[a-z_]+:) |^ +/g;

/** Text that starts further to the right would be a ribbon. */
const ROOM_FOR_LABELS = 0.6;

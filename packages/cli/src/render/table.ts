import { displayWidth, padDisplay } from "./display-width.js";
import { hangingText } from "./wrap.js";

/** Columns of left-aligned text, two spaces apart, without trailing spaces. */
export function renderTable(
  rows: readonly (readonly string[])[],
  indent: string,
): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? 0, displayWidth(cell));
    });
  }
  return rows
    .map(
      (row) =>
        indent +
        row.map((cell, i) => padDisplay(cell, widths[i] ?? 0)).join("  "),
    )
    .map((line) => `${line.trimEnd()}\n`)
    .join("");
}

/** A table when it fits, else two lines a row: the first cell, and what is to be said of it. */
export function renderRows(
  rows: readonly (readonly string[])[],
  indent: string,
  columns: number,
  heading?: readonly string[],
): string {
  const table = renderTable(
    heading === undefined ? rows : [heading, ...rows],
    indent,
  );
  if (widestLine(table) <= columns) return table;
  return rows
    .map(
      ([name = "", ...rest]) =>
        hangingText(indent, name, columns) +
        hangingText(`${indent}  `, rest.join("; "), columns),
    )
    .join("");
}

/** Columns that the widest line of a text takes. */
export function widestLine(text: string): number {
  return Math.max(0, ...text.split("\n").map(displayWidth));
}

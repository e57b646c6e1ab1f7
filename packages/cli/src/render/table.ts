import { displayWidth, padDisplay } from "./display-width.js";

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

/** Columns that the widest line of a text takes. */
export function widestLine(text: string): number {
  return Math.max(0, ...text.split("\n").map(displayWidth));
}

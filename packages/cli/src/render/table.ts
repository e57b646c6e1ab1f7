/** Columns of left-aligned text, two spaces apart, without trailing spaces. */
export function renderTable(
  rows: readonly (readonly string[])[],
  indent: string,
): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? 0, cell.length);
    });
  }
  return rows
    .map(
      (row) =>
        indent + row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join("  "),
    )
    .map((line) => `${line.trimEnd()}\n`)
    .join("");
}

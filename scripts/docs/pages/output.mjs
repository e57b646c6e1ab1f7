// Compares what a page shows with what a command printed.

/**
 * Whether the lines of a page fit the lines that were printed. In the page a line `...` stands for any lines, also none, and `...` inside of a line for anything
 * in this line. White space at the end of a line does not count.
 *
 * @param {readonly string[]} shown
 * @param {readonly string[]} printed
 */
export function fits(shown, printed) {
  const pattern = trimmed(shown)
    .map((line) => (line.trim() === "..." ? "(?:.*\\n)*?" : linePattern(line)))
    .join("");
  const text = trimmed(printed)
    .map((line) => `${line}\n`)
    .join("");
  return new RegExp(`^${pattern}$`).test(text);
}

function linePattern(line) {
  const parts = line
    .split("...")
    .map(
      (part) =>
        RegExp.escape?.(part) ??
        part.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&"),
    );
  return `${parts.join(".*?")}\\n`;
}

/** Without white space at the ends of lines, and without empty lines at the end. */
function trimmed(lines) {
  const result = lines.map((line) => line.trimEnd());
  while (result.at(-1) === "") result.pop();
  return result;
}

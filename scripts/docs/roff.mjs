// Text as man(7) has it.

/** Text of a paragraph: nothing in it is a command. */
export function text(words) {
  return words
    .replaceAll("\\", "\\e")
    .split("\n")
    .map((line) => line.replace(/^[.']/, "\\&$&"))
    .join("\n");
}

/** Options, commands and file names: what is to be typed, with hyphens that can be copied. */
export function typed(words) {
  return text(words).replaceAll("-", "\\-").replace(/^\\-/, "\\-");
}

/** One word or many in bold. */
export function bold(words) {
  return `\\fB${typed(words)}\\fR`;
}

/** A term and what it means. */
export function item(term, meaning) {
  return [".TP", term, text(meaning)];
}

/** A section that is left out when it has nothing to say. */
export function section(title, lines) {
  const [first, ...rest] = lines;
  if (first === undefined) return [];
  // A section begins a paragraph by itself.
  return [`.SH ${title}`, ...(first === ".PP" ? rest : lines)];
}

/** Lines shown as they are. */
export function example(lines) {
  return [".RS 4", ".nf", ...lines, ".fi", ".RE"];
}

import { safeText } from "./text.js";

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Escapes for element content and for quoted attribute values, of XML as of HTML. */
export function escapeMarkup(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? "");
}

/** One element; attributes are escaped here, content is markup already. */
export function xmlElement(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  content: string,
): string {
  const written = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escapeMarkup(safeText(String(value)))}"`)
    .join("");
  return content === ""
    ? `<${name}${written}/>\n`
    : `<${name}${written}>${content}</${name}>\n`;
}

/** Lines of text as content: line ends stay, whatever else could act does not. */
export function xmlLines(lines: readonly string[]): string {
  return lines.map((line) => escapeMarkup(safeText(line))).join("\n");
}

import { safeBlock, safeText } from "../text.js";
import { escapeMarkup } from "../xml.js";

/** Text that is HTML already; only this module makes it, so that nothing foreign becomes markup. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What a template takes; strings are escaped. */
export type Content = Markup | string | number | readonly Markup[];

/**
 * Template tag for HTML. Every string put in is escaped, for element content as for quoted attributes;
 * markup goes in as it is.
 */
export function html(
  strings: TemplateStringsArray,
  ...values: readonly Content[]
): Markup {
  return new Markup(
    strings.reduce(
      (page, part, i) => page + markupOf(values[i - 1] ?? "") + part,
    ),
  );
}

/** Text from a patch: kept apart from the direction of the text around it. */
export function foreign(text: string): Markup {
  return html`<bdi>${text}</bdi>`;
}

/** Text from a patch with its line ends. */
export function foreignBlock(text: string): Markup {
  const shown = escapeMarkup(safeBlock(text.replaceAll("\r\n", "\n"), ""));
  return html`<div class="prose" dir="auto">${new Markup(shown)}</div>`;
}

/** Nothing. */
export const NOTHING = new Markup("");

function markupOf(value: Content): string {
  if (value instanceof Markup) return value.text;
  if (typeof value === "object") return value.map(({ text }) => text).join("");
  return escapeMarkup(safeText(String(value)));
}

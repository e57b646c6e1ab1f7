import { element, type Content } from "./dom.js";

/** More rows than anybody reads; a hostile patch can have 20,000. The report as JSON has all of them. */
const MAX_ROWS = 300;

/** A table that scrolls by itself on narrow screens. */
export function table(
  caption: string,
  heading: readonly string[],
  rows: readonly (readonly Content[])[],
): HTMLElement {
  const shown = rows
    .slice(0, MAX_ROWS)
    .map((cells) =>
      element("tr", {}, ...cells.map((cell) => element("td", {}, cell))),
    );
  return element(
    "div",
    { class: "scroll", role: "region", "aria-label": caption, tabindex: "0" },
    element(
      "table",
      {},
      element("caption", { class: "unseen" }, caption),
      element(
        "thead",
        {},
        element(
          "tr",
          {},
          ...heading.map((title) => element("th", { scope: "col" }, title)),
        ),
      ),
      element("tbody", {}, ...shown),
    ),
    omitted(rows.length - shown.length),
  );
}

/** A list of names and values. */
export function facts(
  rows: readonly (readonly [string, Content])[],
): HTMLElement {
  return element(
    "dl",
    { class: "facts" },
    ...rows.flatMap(([name, value]) => [
      element("dt", {}, name),
      element("dd", {}, value),
    ]),
  );
}

function omitted(count: number): HTMLElement | undefined {
  return count > 0
    ? element(
        "p",
        { class: "hint" },
        `and ${count} more: save the report to see them`,
      )
    : undefined;
}

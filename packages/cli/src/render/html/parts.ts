import { html, NOTHING, type Content, type Markup } from "./markup.js";

/** How deep a patch's own heading is: 1 when it is alone on the page, 2 below the heading of several. */
export type Level = 1 | 2;

/** A heading; `offset` counts from the patch's own heading. */
export function heading(
  level: Level,
  offset: 0 | 1 | 2,
  className: string,
  content: Content,
): Markup {
  switch (level + offset) {
    case 1:
      return html`<h1 class="${className}">${content}</h1>`;
    case 2:
      return html`<h2 class="${className}">${content}</h2>`;
    case 3:
      return html`<h3 class="${className}">${content}</h3>`;
    default:
      return html`<h4 class="${className}">${content}</h4>`;
  }
}

/** A part of a patch's report; nothing when it has no content. */
export function part(level: Level, title: Content, content: Markup): Markup {
  if (content.text === "") return NOTHING;
  return html`<section class="part">
    ${heading(level, 1, "heading", title)} ${content}
  </section> `;
}

/** Labels and what they name. */
export function facts(rows: readonly (readonly [string, Markup])[]): Markup {
  const items = rows.map(
    ([label, value]) =>
      html`<dt>${label}</dt>
        <dd>${value}</dd> `,
  );
  return html`<dl class="facts">${items}</dl>`;
}

/** A column of a table. */
export interface Column {
  readonly title: string;
  readonly isNumber?: boolean;
}

/**
 * A table whose rows become cards on a phone. The first cell of a row is its heading. Roles are written
 * out because a table that is drawn otherwise is no table to screen readers.
 */
export function table(
  className: string,
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly Markup[])[],
): Markup {
  const alignment = (i: number): string =>
    columns[i]?.isNumber === true ? "number" : "text";
  const head = columns.map(
    ({ title }, i) =>
      html`<th scope="col" role="columnheader" class="${alignment(i)}">
        ${title}
      </th>`,
  );
  const body = rows.map((cells) => {
    const written = cells.map((cell, i) =>
      i === 0
        ? html`<th scope="row" role="rowheader">${cell}</th>`
        : html`<td
            role="cell"
            class="${alignment(i)}"
            data-label="${columns[i]?.title ?? ""}"
          >
            <span>${cell}</span>
          </td>`,
    );
    return html`<tr role="row">
      ${written}
    </tr> `;
  });
  return html`<table class="${className}" role="table" aria-label="${caption}">
    <thead role="rowgroup">
      <tr role="row">
        ${head}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${body}
    </tbody>
  </table>`;
}

/** A short word that stands out. */
export function tag(
  kind: "good" | "warn" | "bad" | "plain",
  text: string,
): Markup {
  return html`<span class="tag ${kind}">${text}</span>`;
}

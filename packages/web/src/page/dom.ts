import { safeText } from "@stx-patch/core";

/** What can stand inside an element: other elements, or text, which may come from a patch. */
export type Content = Node | string | undefined;

/**
 * Makes an element. Text goes in as text, never as HTML, with characters that hide or reorder escaped: the one way
 * in which foreign text gets onto the page.
 */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
  ...content: readonly Content[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    made.setAttribute(name, value);
  fill(made, ...content);
  return made;
}

/** Replaces what is inside an element. */
export function fill(target: Element, ...content: readonly Content[]): void {
  target.replaceChildren(
    ...content
      .filter((item) => item !== undefined)
      .map((item) => (typeof item === "string" ? safeText(item) : item)),
  );
}

/** Text of several lines. */
export function block(text: string): HTMLElement {
  return element(
    "div",
    { class: "block" },
    ...text.split("\n").map((line) => element("p", {}, line)),
  );
}

/** A button that does something. */
export function button(
  label: string,
  onClick: () => void,
  attributes: Readonly<Record<string, string>> = {},
): HTMLButtonElement {
  const made = element("button", { type: "button", ...attributes }, label);
  made.addEventListener("click", onClick);
  return made;
}

/** An element of the page's own HTML. */
export function byId<T extends HTMLElement>(
  id: string,
  type: abstract new () => T,
): T {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`the page has no ${id}`);
  return found;
}

import { element } from "./dom.js";

/** Offers a value as a file to save; it goes from this page to the disk and nowhere else. */
export function saveJson(name: string, value: unknown): void {
  const text = `${JSON.stringify(value, null, 2)}\n`;
  const url = URL.createObjectURL(
    new Blob([text], { type: "application/json" }),
  );
  element("a", { href: url, download: name }).click();
  URL.revokeObjectURL(url);
}

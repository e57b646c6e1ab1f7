export { counted, safeBlock, safeText, sizeText } from "@stx-patch/core";

/** The text as a heading or a sentence begins: labels and messages are in lower case, as they may follow other text. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

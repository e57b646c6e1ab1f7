import { safeText } from "../text.js";

/**
 * Text as a SARIF plain text message: braces are placeholders there (SARIF 2.1.0 section 3.11.5) and
 * `[text](target)` a link (3.11.6), neither of which text from a patch may make.
 */
export function sarifText(text: string): string {
  return safeText(text)
    .replace(/[{}]/g, (brace) => brace + brace)
    .replace(/\](?=\()/g, "\\]");
}

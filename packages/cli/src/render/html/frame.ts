import { createHash } from "node:crypto";
import { html, Markup } from "./markup.js";
import { STYLE_SHEET } from "./style-sheet.js";

/** A page: what it is called, what kind of report it is, what it holds. */
export interface Page {
  readonly title: string;
  readonly kicker: string;
  readonly content: Markup;
  readonly footer: Markup;
}

/**
 * One page that needs nothing besides itself. It has no script, and its policy lets the browser load and run nothing, so that even
 * a hole in the escaping would let a patch do nothing.
 */
export function htmlFrame({ title, kicker, content, footer }: Page): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy()}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}</title>
        ${styleElement()}
      </head>
      <body>
        <div class="page">
          <main>
            <p class="kicker">${kicker}</p>
            ${content}
          </main>
          ${footer}
        </div>
      </body>
    </html> `.text;
}

/** Put together outside the template: the policy names the digest of exactly these characters. */
function styleElement(): Markup {
  return new Markup(`<style>${STYLE_SHEET}</style>`);
}

function policy(): string {
  const digest = createHash("sha256").update(STYLE_SHEET).digest("base64");
  return `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`;
}

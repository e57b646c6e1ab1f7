import { html, NOTHING, type Markup } from "./markup.js";

/** The run that made a page. */
export interface PageRun {
  readonly at: Date;
  readonly version: string;
  readonly exitCode: number;
}

/** What made the page and when, and what else is to be said below it. */
export function footer(
  command: string,
  { at, version, exitCode }: PageRun,
  more: Markup = NOTHING,
): Markup {
  const time = at.toISOString();
  return html`<footer class="foot">
    <p>
      Made by ${command} ${version} on
      <time datetime="${time}">${time.slice(0, 16).replace("T", " ")} UTC</time
      >; exit status ${exitCode}.
    </p>
    ${more}
  </footer> `;
}

import { Markup } from "./markup.js";

const PATHS = {
  trusted:
    "M12 2 4 5v6c0 5 3.4 9.4 8 11 4.6-1.6 8-6 8-11V5l-8-3Zm-1.2 13.6-3.6-3.6 1.4-1.4 2.2 2.2 4.6-4.6 1.4 1.4-6 6Z",
  untrusted:
    "M12 2 4 5v6c0 5 3.4 9.4 8 11 4.6-1.6 8-6 8-11V5l-8-3Zm-1 5h2v6.5h-2V7Zm0 8h2v2h-2v-2Z",
  malformed:
    "M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm4.9 13.5-1.4 1.4-3.5-3.5-3.5 3.5-1.4-1.4 3.5-3.5-3.5-3.5 1.4-1.4 3.5 3.5 3.5-3.5 1.4 1.4-3.5 3.5 3.5 3.5Z",
} as const;

/** A drawing that repeats a verdict for the eye; the words beside it say it to everybody. */
export function verdictIcon(kind: keyof typeof PATHS): Markup {
  return new Markup(
    `<svg class="icon" viewBox="0 0 24 24" width="44" height="44" aria-hidden="true" focusable="false"><path fill="currentColor" d="${PATHS[kind]}"/></svg>`,
  );
}

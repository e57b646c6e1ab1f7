import type { MadePatch } from "../commands/patch-make/make-result.js";
import type { Io } from "../world/io.js";
import { createStyle, type Style } from "./style.js";
import { renderTable } from "./table.js";
import { counted, safeText } from "./text.js";

/** What a run made, for people. */
export function makeSummaryText(made: readonly MadePatch[], io: Io): string {
  const style = createStyle(io.stdout, io.env);
  const rows = made.map((each) => [
    paint(each.state, style),
    safeText(each.id),
    safeText(detail(each)),
  ]);
  return `${countsText(made)}\n${renderTable(rows, "  ")}`;
}

/** What a run made, for machines: `docs/schema/make-result.schema.json`. */
export function makeSummaryJson(made: readonly MadePatch[]): string {
  const ok = made.every(
    ({ state }) => state === "built" || state === "unchanged",
  );
  const patches = made.map((each) =>
    each.state === "failed"
      ? {
          ...each,
          problems: each.problems.map(
            ({ code, message, remedy, location }) => ({
              code,
              message,
              remedy,
              location,
            }),
          ),
        }
      : each,
  );
  return `${JSON.stringify({ schemaVersion: 1, ok, patches }, null, 2)}\n`;
}

function countsText(made: readonly MadePatch[]): string {
  const states = ["built", "unchanged", "failed", "skipped"] as const;
  const counts = states
    .map((state) => [made.filter((each) => each.state === state).length, state])
    .filter(([count]) => count !== 0)
    .map(([count, state]) => `${count} ${state}`);
  return `${counted(made.length, "recipe")}: ${counts.join(", ")}`;
}

function detail(made: MadePatch): string {
  switch (made.state) {
    case "built":
    case "unchanged":
      return `${made.path}${notesText(made)}`;
    case "failed":
      return made.problems.map(({ code }) => code).join(", ");
    case "skipped":
      return `requires ${made.because.join(", ")}`;
  }
}

/** What its recipe does not say: further requirements, and the files beside it. */
function notesText({
  path,
  implicit,
  sidecars,
}: Extract<MadePatch, { readonly path: string }>): string {
  const suffixes = sidecars.map((sidecar) => sidecar.path.slice(path.length));
  const notes = [
    ...(implicit.length === 0 ? [] : [`requires ${implicit.join(", ")}, too`]),
    ...(suffixes.length === 0 ? [] : [`beside it ${suffixes.join(", ")}`]),
  ];
  return notes.length === 0 ? "" : ` (${notes.join("; ")})`;
}

function paint(state: MadePatch["state"], style: Style): string {
  switch (state) {
    case "built":
      return style.good(state);
    case "unchanged":
      return style.faint(state);
    case "failed":
      return style.bad(state);
    case "skipped":
      return style.warn(state);
  }
}

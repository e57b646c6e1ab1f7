import type { ConfiguredSetting } from "../config/resolve.js";
import type { ConfigPlace } from "../config/places.js";
import type { KnownSetting } from "../config/settings.js";
import { displayWidth } from "./display-width.js";
import type { ReportLook } from "./report-look.js";
import { renderTable, widestLine } from "./table.js";
import { safeText } from "./text.js";

/** What `stx-patch config` shows. */
export interface ShownConfiguration {
  /** Nearest first. */
  readonly files: readonly {
    readonly kind: ConfigPlace["kind"];
    readonly path: string;
    /** Whether it may say whom to trust and who signs. */
    readonly mayGuard: boolean;
  }[];
  readonly settings: readonly {
    readonly setting: KnownSetting;
    readonly value: ConfiguredSetting | undefined;
  }[];
}

/** Files and settings for people: where a value comes from, then the value, which may be long. */
export function configurationText(
  { files, settings }: ShownConfiguration,
  { columns, style }: ReportLook,
): string {
  const names = files.map(({ kind }, i) => nameOf(kind, files.slice(0, i)));
  const list = files.map(({ path, mayGuard }, i) => [
    names[i] ?? "",
    safeText(path),
    mayGuard ? "" : "(may not say whom to trust or who signs)",
  ]);
  const paths = files.map(({ path }) => path);
  const fileName = (path: string): string => names[paths.indexOf(path)] ?? path;
  const rows = settings.flatMap((each) => settingRows(each, fileName));
  return [
    `${style.strong("Files, the nearest first:")}\n`,
    files.length === 0 ? "  none\n" : renderTable(list, "  "),
    `\n${style.strong("Settings:")}\n`,
    settingsTable(rows, columns),
  ].join("");
}

/** Files of one kind are numbered from the second one on. */
function nameOf(
  kind: ConfigPlace["kind"],
  before: ShownConfiguration["files"],
): string {
  const count = before.filter((each) => each.kind === kind).length;
  return count === 0 ? kind : `${kind} ${count + 1}`;
}

/** A row a value: name, where it comes from, value. */
function settingRows(
  { setting, value }: ShownConfiguration["settings"][number],
  fileName: (path: string) => string,
): [name: string, from: string, word: string][] {
  if (value === undefined)
    return [[setting.name, "default", setting.option.setting?.fallback ?? "-"]];
  const { origin, refused } = value;
  const from =
    origin.kind === "variable"
      ? origin.name
      : `${fileName(origin.file.path)}:${origin.line}`;
  return shownWords(value).map((word, i) => [
    i === 0 ? setting.name : "",
    i === 0 ? from : "",
    refused ? `${word} (does not count)` : word,
  ]);
}

/** A value that does not fit beside its name goes below it. */
function settingsTable(
  rows: readonly [name: string, from: string, word: string][],
  columns: number,
): string {
  const fits = (word: string): boolean =>
    widestLine(table) - longest + displayWidth(word) <= columns;
  const longest = Math.max(...rows.map(([, , word]) => displayWidth(word)));
  const table = renderTable(rows, "  ");
  const heads = renderTable(
    rows.map(([name, from, word]) => [name, from, fits(word) ? word : ""]),
    "  ",
  ).split("\n");
  return rows
    .map(([, , word], i) => {
      const head = heads[i] ?? "";
      return fits(word) ? `${head}\n` : `${head}\n      ${word}\n`;
    })
    .join("");
}

/** The same as one JSON object: `docs/schema/config-result.schema.json`. */
export function configurationJson({
  files,
  settings,
}: ShownConfiguration): string {
  const object = {
    schemaVersion: 1,
    files,
    settings: settings.map(({ setting, value }) => ({
      name: setting.name,
      option: setting.commands.length === 0 ? null : `--${setting.option.name}`,
      variable: setting.variable,
      commands: setting.commands,
      values: value === undefined ? null : shownWords(value),
      counts: value?.refused !== true,
      from: fromJson(value),
    })),
  };
  return `${JSON.stringify(object, null, 2)}\n`;
}

function fromJson(value: ConfiguredSetting | undefined): object {
  if (value === undefined) return { kind: "default" };
  const { origin } = value;
  return origin.kind === "variable"
    ? origin
    : { kind: "file", path: origin.file.path, line: origin.line };
}

/** A PIN in a URI is shown to nobody. */
function shownWords({ words }: ConfiguredSetting): string[] {
  return words.map((word) =>
    safeText(word.replace(/([?&]pin-value=)[^&]*/g, "$1…")),
  );
}

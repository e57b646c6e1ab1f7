import { wrapText } from "../render/wrap.js";
import { allOptions } from "./common-options.js";
import type { CommandSpec, OptionSpec } from "./option.js";

/** Where descriptions start; a longer option, or any on a narrow terminal, gets a line of its own. */
const WIDE_COLUMN = 34;
const NARROW_COLUMN = 10;
const NARROW_BELOW = 72;
/** A space in front of the word, and a backslash behind it. */
const ROOM_FOR_CONTINUATION = 3;
/** Choices longer than this are left to the description. */
const MAX_CHOICES = 28;

/**
 * The help of a command, examples first. Written from the declaration alone, so that it costs no more
 * start-up than printing it.
 */
export function helpText(spec: CommandSpec, columns: number): string {
  const { positionals } = spec;
  const usage = [spec.name, "[options]", positionals?.placeholder]
    .filter(Boolean)
    .join(" ");
  const groups = groupOptions(allOptions(spec));
  return [
    ...spec.examples.flatMap(({ command, describe }) => [
      ...indented(describe, 2, columns),
      ...exampleLines(command, columns),
      "",
    ]),
    `Usage: ${usage}`,
    "",
    ...wrapText(spec.summary, columns),
    ...(positionals === undefined
      ? []
      : wrapText(
          `${positionals.placeholder}: ${positionals.describe}.`,
          columns,
        )),
    ...[...groups].flatMap(([group, options]) => [
      "",
      `${group}:`,
      ...options.flatMap((option) => optionLines(option, columns)),
    ]),
    ...(spec.epilogue === undefined
      ? []
      : ["", ...wrapText(spec.epilogue, columns)]),
    "",
  ].join("\n");
}

/** Long commands go on behind a backslash, as they can be copied; quoted words stay whole. */
function exampleLines(command: string, columns: number): string[] {
  const [first = "", ...words] =
    command.match(/(?:[^\s'"]|'[^']*'|"[^"]*")+/g) ?? [];
  const lines: string[] = [];
  let line = `    $ ${first}`;
  for (const word of words) {
    if (line.length + word.length + ROOM_FOR_CONTINUATION > columns) {
      lines.push(`${line} \\`);
      line = `        ${word}`;
    } else line += ` ${word}`;
  }
  return [...lines, line];
}

/** Options by heading, headings in order of first mention. */
export function groupOptions(
  options: readonly OptionSpec[],
): Map<string, OptionSpec[]> {
  const groups = new Map<string, OptionSpec[]>();
  for (const option of options) {
    groups.set(option.group, [...(groups.get(option.group) ?? []), option]);
  }
  return groups;
}

/** How an option is written, e.g. `-o, --output PATH`. */
export function optionSyntax(option: OptionSpec): string {
  const { name, short } = option;
  const value = valueSyntax(option);
  return [short === undefined ? `--${name}` : `-${short}, --${name}`, value]
    .filter(Boolean)
    .join(" ");
}

/** How an option's value is written: few choices say more than a placeholder; many would only be in the way. */
export function valueSyntax({
  choices,
  placeholder,
}: OptionSpec): string | undefined {
  const all = choices?.join("|");
  return all === undefined || all.length > MAX_CHOICES ? placeholder : all;
}

function optionLines(option: OptionSpec, columns: number): string[] {
  const left = `  ${option.short === undefined ? "    " : ""}${optionSyntax(option)}`;
  const column = columns < NARROW_BELOW ? NARROW_COLUMN : WIDE_COLUMN;
  const [first = "", ...rest] = wrapText(
    option.describe,
    Math.max(20, columns - column),
  );
  const lines =
    left.length + 2 <= column
      ? [left.padEnd(column) + first]
      : [left, " ".repeat(column) + first];
  return [...lines, ...rest.map((line) => " ".repeat(column) + line)];
}

function indented(text: string, indent: number, columns: number): string[] {
  return wrapText(text, columns - indent).map(
    (line) => " ".repeat(indent) + line,
  );
}

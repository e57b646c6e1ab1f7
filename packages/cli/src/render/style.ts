import { styleText } from "node:util";
import type { Surroundings, TextSink } from "../world/io.js";

/** Marks up text for a terminal, or leaves it alone. */
export interface Style {
  good(text: string): string;
  bad(text: string): string;
  warn(text: string): string;
  strong(text: string): string;
  faint(text: string): string;
}

/** Colours by convention, for each stream by itself; see {@link COLOUR_CONVENTIONS}. */
export function createStyle(sink: TextSink, env: Surroundings["env"]): Style {
  const paint =
    (format: Parameters<typeof styleText>[0]) =>
    (text: string): string =>
      styleText(format, text, { validateStream: false });
  const plain = (text: string): string => text;
  if (!hasColour(sink, env)) {
    return {
      good: plain,
      bad: plain,
      warn: plain,
      strong: plain,
      faint: plain,
    };
  }
  return {
    good: paint("green"),
    bad: paint("red"),
    warn: paint("yellow"),
    strong: paint("bold"),
    faint: paint("dim"),
  };
}

/** The environment variables that decide, first the one that wins over those behind it. */
export const COLOUR_CONVENTIONS = {
  NO_COLOR: "no colours, whatever else is set",
  FORCE_COLOR: "colours also in a pipe; 0: no colours",
  CLICOLOR_FORCE: "colours also in a pipe, unless it is 0",
  CLICOLOR: "0: no colours",
} as const;

function hasColour(sink: TextSink, env: Surroundings["env"]): boolean {
  const { NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE, CLICOLOR, TERM } = env;
  if (isSet(NO_COLOR)) return false;
  if (isSet(FORCE_COLOR)) return FORCE_COLOR !== "0";
  if (isSet(CLICOLOR_FORCE) && CLICOLOR_FORCE !== "0") return true;
  return sink.isTerminal && TERM !== "dumb" && CLICOLOR !== "0";
}

/** Values of `--color`. */
export const COLOUR_CHOICES = ["auto", "always", "never"] as const;

/** The environment of a run that was told about colours: the programs that it starts are to do the same. */
export function colourEnvironment(
  env: Surroundings["env"],
  choice: string | undefined,
): Surroundings["env"] {
  if (choice === "always")
    return { ...env, NO_COLOR: undefined, FORCE_COLOR: "1" };
  return choice === "never" ? { ...env, NO_COLOR: "1" } : env;
}

/** Whether the terminal draws more than ASCII, as the locale has it. */
export function drawsUnicode({
  LC_ALL,
  LC_CTYPE,
  LANG,
}: Surroundings["env"]): boolean {
  const locale = [LC_ALL, LC_CTYPE, LANG].find(isSet) ?? "";
  return /utf-?8/i.test(locale);
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== "";
}

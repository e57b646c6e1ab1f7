import { styleText } from "node:util";
import type { Io, TextSink } from "../world/io.js";

/** Marks up text for a terminal, or leaves it alone. */
export interface Style {
  good(text: string): string;
  bad(text: string): string;
  warn(text: string): string;
  strong(text: string): string;
  faint(text: string): string;
}

/** Colours by convention: off with NO_COLOR, on a dumb terminal and in a pipe; on with FORCE_COLOR. */
export function createStyle(sink: TextSink, env: Io["env"]): Style {
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

function hasColour(sink: TextSink, env: Io["env"]): boolean {
  if (isSet(env["NO_COLOR"])) return false;
  if (isSet(env["FORCE_COLOR"]) && env["FORCE_COLOR"] !== "0") return true;
  return sink.isTerminal && env["TERM"] !== "dumb";
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== "";
}

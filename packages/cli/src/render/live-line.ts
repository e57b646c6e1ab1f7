import type { TextSink } from "../world/io.js";
import { displayWidth } from "./display-width.js";

/** One line at the bottom of a terminal that is drawn over and over. */
export interface LiveLine {
  /** Shows a text that fits the width in place of the last one. */
  readonly draw: (text: string) => void;
  /** Leaves the terminal as if nothing had been drawn. */
  readonly erase: () => void;
}

const TO_LINE_END = "\x1b[K";
const TO_SCREEN_END = "\x1b[J";

/** Lines that stand on the terminal now. */
const shown = new Set<LiveLine>();

/**
 * Erases what stands on the terminal, for who writes something else there or ends the process.
 *
 * @returns whether there was anything
 */
export function eraseLiveLines(): boolean {
  const lines = [...shown];
  for (const line of lines) line.erase();
  return lines.length > 0;
}

/** A line of a terminal whose width may change at any time. */
export function createLiveLine(sink: TextSink): LiveLine {
  let text = "";
  const line: LiveLine = {
    draw: (next) => {
      if (next === text) return;
      // Written over and cut off behind its end: a line that is cleared first flickers.
      sink.write(`${toStart(text, sink.columns)}${next}${TO_LINE_END}`);
      text = next;
      shown.add(line);
    },
    erase: () => {
      if (!shown.delete(line)) return;
      sink.write(`${toStart(text, sink.columns)}${TO_LINE_END}`);
      text = "";
    },
  };
  return line;
}

/** To where the text begins: a terminal that was made narrower has broken it over several lines. */
function toStart(text: string, columns: number | undefined): string {
  if (columns === undefined || columns < 1) return "\r";
  const broken = Math.ceil(displayWidth(text) / columns) - 1;
  return broken > 0 ? `\r\x1b[${broken}A${TO_SCREEN_END}` : "\r";
}

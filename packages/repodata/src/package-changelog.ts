import type { RpmHeaders } from "@stx-patch/rpm-parser";
import { xmlAttributes, xmlText } from "./xml-text.js";

const TIMES = 1080;
const NAMES = 1081;
const TEXTS = 1082;
/** As many as createrepo keeps. */
const MAX_ENTRIES = 10;

/** The latest entries of a package's changelog, oldest first. */
export function changelogElements({ main }: RpmHeaders): string {
  const times = main.numbers(TIMES) ?? [];
  const names = main.strings(NAMES) ?? [];
  const texts = main.strings(TEXTS) ?? [];
  const entries = distinct(times.slice(0, MAX_ENTRIES)).map((date, i) => ({
    date,
    author: (names[i] ?? "").trimEnd(),
    text: texts[i] ?? "",
  }));
  return entries
    .toReversed()
    .map(
      ({ date, author, text }) =>
        `  <changelog${xmlAttributes({ author, date })}>${xmlText(text)}</changelog>\n`,
    )
    .join("");
}

/** Entries of one day have one time; a second is added for each later one, so that their order is kept. */
function distinct(times: readonly number[]): number[] {
  return times.map((time, i) => {
    const older = times.slice(i + 1).filter((other) => other === time).length;
    return time + older;
  });
}

// Puts into a page what its commands printed.
import { readFileSync, writeFileSync } from "node:fs";

import { fits } from "./output.mjs";

/**
 * Replaces the output that a page shows wherever it does not fit; what fits stays, wildcards included.
 *
 * @param {URL} file - the page
 * @param done - commands of `runPage`
 */
export function writeOutput(file, done) {
  const lines = readFileSync(file, "utf8").split("\n");
  const stale = done.filter(
    ({ output, printed }) => output !== undefined && !fits(output, printed),
  );
  // From the end, so that the numbers of lines before stay right.
  for (const { outputAt, output, printed, indent } of stale.reverse()) {
    const real = printed.join("\n").trimEnd().split("\n");
    const indented = real.map((line) => `${indent}${line}`.trimEnd());
    lines.splice(outputAt, output.length, ...indented);
  }
  if (stale.length > 0) writeFileSync(file, lines.join("\n"));
}

import type { CodeCatalogue } from "@stx-patch/core";
import { FINDING_CODES } from "@stx-patch/patch-verify";

const CATALOGUE: CodeCatalogue = FINDING_CODES;

/** What the codes mean, one sentence each; unknown ones are left out. */
export function meaningsOf(codes: Iterable<string>): Record<string, string> {
  return Object.fromEntries(
    [...new Set(codes)].flatMap((code) => {
      const entry = Object.hasOwn(CATALOGUE, code)
        ? CATALOGUE[code]
        : undefined;
      return entry === undefined ? [] : [[code, entry.meaning]];
    }),
  );
}

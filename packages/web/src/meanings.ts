import { ARCHIVE_ERRORS } from "@stx-patch/archive";
import type { CodeCatalogue } from "@stx-patch/core";
import { FORMAT_ERRORS } from "@stx-patch/patch-format";
import { VERIFY_ERRORS } from "@stx-patch/patch-verify";
import { RPM_ERRORS } from "@stx-patch/rpm-parser";
import { TRUST_ERRORS } from "@stx-patch/trust";

const CATALOGUE: CodeCatalogue = {
  ...ARCHIVE_ERRORS,
  ...FORMAT_ERRORS,
  ...RPM_ERRORS,
  ...TRUST_ERRORS,
  ...VERIFY_ERRORS,
};

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

import { readFileSync } from "node:fs";
import { nativeHash, nativeInflater } from "@stx-patch/node-io";
import { chunked, TEST_KEYS } from "@stx-patch/testkit";
import { anchorsFrom } from "@stx-patch/trust";
import {
  verifyPatch,
  type VerificationReport,
  type VerifyOptions,
} from "../../src/index.js";

/** Trusts the development key, at a date of its own, whatever the clock says. */
export const AS_DEV: VerifyOptions = {
  anchors: anchorsFrom(readFileSync(TEST_KEYS.dev.certificate), {
    role: "dev",
    source: "dev",
  }),
  policy: { checkDates: false, now: new Date("2027-01-01"), minRsaBits: 2048 },
  hash: nativeHash,
  inflater: nativeInflater,
};

/** Verifies a whole patch in chunks of 64 KiB. */
export async function verifyAsDev(
  patch: Uint8Array,
  override: Partial<VerifyOptions> = {},
): Promise<VerificationReport> {
  return verifyPatch(chunked(patch, [65_536]), { ...AS_DEV, ...override });
}

/** The codes of the findings that are errors, in the report's order. */
export function errorCodes({ findings }: VerificationReport): string[] {
  return findings
    .filter(({ severity }) => severity === "error")
    .map(({ code }) => code);
}

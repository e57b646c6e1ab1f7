import { ARCHIVE_ERRORS } from "@stx-patch/archive";
import type { CodeCatalogue } from "@stx-patch/core";
import { FORMAT_ERRORS } from "@stx-patch/patch-format";
import { RPM_ERRORS } from "@stx-patch/rpm-parser";
import { TRUST_ERRORS } from "@stx-patch/trust";
import { VERIFY_ERRORS } from "./error.js";
import { RELEASE_ERRORS } from "./release/codes.js";

/**
 * Every code that a finding can carry, with its meaning, from the packages that own them: a report
 * explains a finding without knowing which reader made it.
 */
export const FINDING_CODES: CodeCatalogue = Object.freeze({
  ...ARCHIVE_ERRORS,
  ...FORMAT_ERRORS,
  ...RPM_ERRORS,
  ...TRUST_ERRORS,
  ...VERIFY_ERRORS,
  ...RELEASE_ERRORS,
});

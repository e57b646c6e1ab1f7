import { LIMITS } from "@stx-patch/core";
import type { OptionSpec } from "../command-line/option.js";

/** Roles that keys have as a rule; a trust file may name others. */
export const KEY_ROLES: readonly string[] = ["dev", "formal"];

/** Whom to trust. */
export const TRUST_OPTION: OptionSpec = {
  name: "trust",
  kind: "list",
  placeholder: "[ROLE=]FILE",
  values: "pem",
  describe:
    "certificates or public keys to trust (PEM, DER, or text with PEM inside such as certificates.py); repeats",
  group: "Trust",
  setting: { value: "anchor", guarded: true, readsVariable: true },
};

/** Options about whom to trust, shared by the commands that read patches. */
export const TRUST_OPTIONS: readonly OptionSpec[] = [
  TRUST_OPTION,
  {
    name: "intermediate",
    kind: "list",
    placeholder: "FILE",
    values: "pem",
    describe:
      "certificates of signers and authorities, trusted only when a --trust certificate issued them; repeats",
    group: "Trust",
    setting: { value: "path", guarded: true },
  },
  {
    name: "revoked",
    kind: "list",
    placeholder: "FILE",
    describe:
      "SHA-256 fingerprints of certificates or public keys not to trust, one a line, # for comments; repeats",
    group: "Trust",
    setting: { value: "path", guarded: true },
  },
  {
    name: "require",
    kind: "text",
    placeholder: "ROLE",
    suggestions: KEY_ROLES,
    describe: "accept signatures of this role only, e.g. formal",
    group: "Trust",
    setting: { guarded: true },
  },
  {
    name: "check-dates",
    kind: "flag",
    describe: "an expired certificate is an error, not a warning",
    group: "Trust",
    setting: { guarded: true },
  },
  {
    name: "at",
    kind: "text",
    placeholder: "TIME",
    describe:
      "check dates as of then: 2026-01-31 or 2026-01-31T12:00:00Z (means --check-dates)",
    group: "Trust",
  },
];

/** For commands that do something with a patch that they verified first. */
export const ALLOW_UNTRUSTED_OPTION: OptionSpec = {
  name: "allow-untrusted",
  kind: "flag",
  describe:
    "work on a well-formed patch even when nobody who is trusted signed it; the output says so",
  group: "Trust",
};

/** Raises or lowers the bounds on untrusted input. */
export const LIMIT_OPTION: OptionSpec = {
  name: "limit",
  kind: "list",
  placeholder: "NAME=VALUE",
  suggestions: Object.keys(LIMITS).map((name) => `${name}=`),
  describe: `raise or lower a bound on what is read, e.g. maxPatchBytes=128G; repeats: ${Object.keys(LIMITS).join(", ")}`,
  group: "Limits",
  setting: { value: "limits", guarded: true, fallback: "docs/limits.md" },
};

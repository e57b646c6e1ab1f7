import type { CommandSpec } from "../command-line/option.js";
import { SIDECAR_CHECK_OPTIONS } from "../sidecars/sidecar-options.js";
import { OUTPUT_OPTIONS } from "./output-options.js";
import { RELEASE_OPTIONS } from "./release-options.js";
import { REPORT_OPTIONS } from "./report-options.js";
import { TARGET_OPTIONS } from "./target-options.js";
import { LIMIT_OPTION, TRUST_OPTIONS } from "./trust-options.js";

/** Declaration of `patch-verify`. */
export const PATCH_VERIFY: CommandSpec = {
  name: "patch-verify",
  summary:
    "Verifies patches without extracting them, and says who signed and what is inside.",
  syntax: "modern",
  positionals: {
    placeholder: "FILE...",
    values: "patch",
    describe: "patches; - reads one from stdin",
  },
  examples: [
    {
      command: "patch-verify STX_20.06_PATCH_0001.patch",
      describe: "verify one patch",
    },
    {
      command:
        "patch-verify --trust formal=formal.pem --require formal --json *.patch",
      describe: "verify a delivery in a pipeline",
    },
    {
      command: "patch-verify --base rel-20.06 --with applied/ *.patch",
      describe: "ask whether a delivery fits what a system has",
    },
    {
      command: "patch-verify --html report.html --junit report.xml *.patch",
      describe: "one page for people and one report for CI",
    },
  ],
  options: [
    ...TRUST_OPTIONS,
    {
      name: "ima-cert",
      kind: "list",
      placeholder: "FILE",
      values: "pem",
      describe:
        "certificate that file signatures must verify against (PEM or DER); repeats",
      group: "Trust",
      setting: { name: "verify-ima-cert", value: "path", guarded: true },
    },
    ...SIDECAR_CHECK_OPTIONS,
    ...TARGET_OPTIONS,
    ...RELEASE_OPTIONS,
    ...REPORT_OPTIONS,
    LIMIT_OPTION,
    {
      name: "jobs",
      short: "j",
      kind: "text",
      placeholder: "N",
      describe:
        "verify so many patches at a time; by default as many as there are cores, when that is quicker",
      group: "Limits",
      setting: { value: "number", fallback: "as many as there are cores" },
    },
    ...OUTPUT_OPTIONS,
    {
      name: "sha256",
      kind: "flag",
      describe:
        "also say the SHA-256 of the file itself, as --verbose, --json, --html and --sarif do",
      group: "Output",
    },
  ],
  epilogue: [
    "Trust anchors: --trust, STX_PATCH_TRUST (colon-separated), the checkout's signing-keys/.",
    "A file beside the patch never changes the verdict; the exit status tells when it is no good.",
    "What --target says never changes the verdict or the exit status.",
    "With --base or --with, the patches of one run see each other: they are one delivery. Not fitting never changes the verdict.",
    "Exit status: 0 trusted, 1 usage, 2 malformed or, with --base or --with, not fitting, 3 well formed but not trusted, 5 I/O.",
  ].join("\n"),
};

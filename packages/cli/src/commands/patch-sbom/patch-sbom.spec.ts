import type { CommandSpec, OptionSpec } from "../../command-line/option.js";
import { OUTPUT_OPTIONS } from "../output-options.js";
import {
  ALLOW_UNTRUSTED_OPTION,
  LIMIT_OPTION,
  TRUST_OPTIONS,
} from "../trust-options.js";

/** Who delivers a patch stands nowhere in it. */
export const SUPPLIER_OPTION: OptionSpec = {
  name: "supplier",
  kind: "text",
  placeholder: "NAME",
  describe: "organization that delivers the patch; a patch does not say it",
  group: "SBOM",
};

/** Declaration of `patch-sbom`. */
export const PATCH_SBOM: CommandSpec = {
  name: "patch-sbom",
  summary:
    "Lists what a patch consists of, as CycloneDX or SPDX, once the patch is found to be trusted.",
  syntax: "modern",
  positionals: {
    placeholder: "PATCH...",
    describe: "patches; - reads one from stdin",
  },
  examples: [
    {
      command: "patch-sbom STX_20.06_PATCH_0001.patch",
      describe: "write STX_20.06_PATCH_0001.patch.cdx.json beside the patch",
    },
    {
      command: "patch-sbom --format cyclonedx --format spdx *.patch",
      describe: "both formats for every patch of a delivery",
    },
    {
      command: "patch-sbom STX_20.06_PATCH_0001.patch --format spdx -o -",
      describe: "show it",
    },
    {
      command:
        "patch-verify STX_20.06_PATCH_0001.patch --sbom STX_20.06_PATCH_0001.patch.cdx.json",
      describe: "check later that the two belong together",
    },
  ],
  options: [
    {
      name: "format",
      short: "f",
      kind: "list",
      placeholder: "FORMAT",
      choices: ["cyclonedx", "spdx"],
      describe:
        "cyclonedx (default; CycloneDX 1.6) or spdx (SPDX 2.3), both in JSON; repeats",
      group: "SBOM",
    },
    SUPPLIER_OPTION,
    {
      name: "output",
      short: "o",
      kind: "text",
      placeholder: "PATH",
      describe:
        "file, directory or - for stdout; default: beside the patch, called like it with .cdx.json or .spdx.json behind",
      group: "Output",
    },
    ...TRUST_OPTIONS,
    ALLOW_UNTRUSTED_OPTION,
    LIMIT_OPTION,
    ...OUTPUT_OPTIONS,
  ],
  epilogue: [
    "The same patch gives the same bytes: time stamp and identifiers come from the patch.",
    "Exit status: 0 done, 1 usage, 2 malformed, 3 not trusted, 5 I/O.",
  ].join("\n"),
};

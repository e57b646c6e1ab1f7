import type { CommandSpec, OptionSpec } from "../../command-line/option.js";
import { OUTPUT_OPTIONS } from "../output-options.js";
import { SIDECAR_OPTIONS } from "../../sidecars/sidecar-options.js";
import { PATCH_BUILD } from "../patch-build.spec.js";
import { timeoutOption } from "../timeout-option.js";
import {
  HOOK_OPTIONS,
  RECIPE_OPTIONS,
  WORKSPACE_OPTIONS,
} from "./make-options.js";

/** Options of `patch-build` that say how a patch is made, not what is in it. */
export const BUILD_OPTION_NAMES = PATCH_BUILD.options
  .filter(({ name, group }) => group === "Signing" || name === "no-self-check")
  .map(({ name }) => name);

/** Options of `patch-build` about the files beside a patch; a file of one name cannot belong to several patches. */
export const BESIDE_OPTIONS: readonly OptionSpec[] = SIDECAR_OPTIONS.map(
  (option) =>
    option.name === "sbom" ? { ...option, placeholder: "FORMAT" } : option,
);

/** Declaration of `patch-make`. */
export const PATCH_MAKE: CommandSpec = {
  name: "patch-make",
  summary: "Builds patches from recipes, in the order of what they require.",
  syntax: "modern",
  positionals: {
    placeholder: "[RECIPE...]",
    describe: "recipes, in XML or YAML",
  },
  examples: [
    {
      command: "patch-make --workdir ws --output patches fix-1.yaml fix-2.xml",
      describe: "two patches; run again, only what changed is built",
    },
    {
      command:
        "patch-make --all --sw-version 20.06 --recipes recipes -o patches",
      describe: "every recipe of a directory",
    },
    {
      command:
        "patch-make init --id P_0001 --sw-version 20.06 ctl-1.0-1.x86_64.rpm",
      describe: "a commented recipe to begin with",
    },
    {
      command: "patch-make --sbom cyclonedx --provenance -o patches fix-1.yaml",
      describe: "and what each patch consists of and was built from",
    },
    {
      command: "patch-make print fix-1.yaml",
      describe: "the patch-build command that does the same",
    },
  ],
  options: [
    ...RECIPE_OPTIONS,
    ...WORKSPACE_OPTIONS,
    ...HOOK_OPTIONS,
    {
      name: "formal",
      kind: "flag",
      describe: "sign with a formal key or not at all; short for --role formal",
      group: "Signing",
    },
    ...PATCH_BUILD.options.filter(({ name }) =>
      BUILD_OPTION_NAMES.includes(name),
    ),
    ...BESIDE_OPTIONS,
    {
      name: "jobs",
      short: "j",
      kind: "text",
      placeholder: "N",
      describe:
        "patches built at a time; default: as many as there are cores, one with --before or --context",
      group: "Output",
      setting: {
        value: "number",
        // With such a program one patch is built at a time.
        besides: ["before", "context"],
        fallback: "as many as there are cores",
      },
    },
    timeoutOption("another run in the same output directory", "Output"),
    ...OUTPUT_OPTIONS,
  ],
  settings: PATCH_BUILD.settings ?? [],
  epilogue:
    "A file that is called init or print is named ./init or ./print.\nExit status: 0 all built or unchanged, 1 usage, 2 malformed recipe or RPM, 4 key or signer, 5 I/O or a failing program; with several failures the lowest.",
};

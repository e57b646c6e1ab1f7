import type { CommandSpec } from "../../command-line/option.js";
import {
  ORIGINAL_OPTIONS,
  RELEASE_INFO_OPTION,
  RPM_POSITIONALS,
} from "../patch-build.spec.js";

/** Declaration of `patch-make init`. */
export const PATCH_MAKE_INIT: CommandSpec = {
  name: "patch-make init",
  summary: "Writes a commented recipe from RPMs.",
  syntax: "modern",
  positionals: RPM_POSITIONALS,
  examples: [
    {
      command:
        "patch-make init --id P_0001 --sw-version 20.06 --controller ctl-1.0-1.x86_64.rpm > fix.yaml",
      describe: "a recipe for one package on controllers",
    },
  ],
  options: [
    {
      name: "id",
      kind: "text",
      placeholder: "ID",
      describe: "id of the patch",
      group: "Recipe",
    },
    {
      name: "sw-version",
      kind: "text",
      placeholder: "VERSION",
      describe: "platform release; default: found as by patch-build",
      group: "Recipe",
    },
    {
      name: "output",
      short: "o",
      kind: "text",
      placeholder: "FILE",
      describe: "file to write, which must not exist; default: stdout",
      group: "Recipe",
    },
    ...ORIGINAL_OPTIONS.filter(({ group }) => group === "RPMs"),
  ],
  settings: [
    ...ORIGINAL_OPTIONS.filter(({ name }) => name === "release"),
    RELEASE_INFO_OPTION,
  ],
  epilogue: "Exit status: 0 done, 1 usage, 2 malformed RPM, 5 I/O.",
};

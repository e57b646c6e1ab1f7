import type { CommandSpec } from "../../command-line/option.js";
import { RECIPE_OPTIONS, WORKSPACE_OPTIONS } from "./make-options.js";
import { BESIDE_OPTIONS, PATCH_MAKE } from "./patch-make.spec.js";

/** Declaration of `patch-make print`. */
export const PATCH_MAKE_PRINT: CommandSpec = {
  name: "patch-make print",
  summary: "Shows the patch-build command that makes the patch of a recipe.",
  syntax: "modern",
  positionals: {
    placeholder: "[RECIPE...]",
    describe: "recipes, in XML or YAML",
  },
  examples: [
    {
      command: "patch-make print --workdir ws fix-1.yaml",
      describe: "a command a recipe, quoted for a shell",
    },
  ],
  options: [
    ...RECIPE_OPTIONS,
    ...WORKSPACE_OPTIONS,
    ...PATCH_MAKE.options.filter(({ group }) => group === "Signing"),
    ...BESIDE_OPTIONS,
  ],
  epilogue:
    "RPMs are looked for as they are; nothing is built or run.\nExit status: 0 done, 1 usage, 2 malformed recipe or RPM missing, 5 I/O.",
};

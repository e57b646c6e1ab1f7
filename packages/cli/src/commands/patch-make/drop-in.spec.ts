import type { CommandSpec, OptionSpec } from "../../command-line/option.js";

const flag = (name: string, describe: string): OptionSpec => ({
  name,
  kind: "flag",
  describe,
  group: "Options",
});

const text = (
  name: string,
  placeholder: string,
  describe: string,
): OptionSpec => ({
  name,
  kind: "text",
  placeholder,
  describe,
  group: "Options",
  // As with the original's getopt.
  lastWins: true,
});

/** Declaration of `make_patch`, which takes the original's command line and no more. */
export const MAKE_PATCH_DROP_IN: CommandSpec = {
  name: "make_patch",
  summary: "Builds patches from the command line of StarlingX's make_patch.",
  syntax: "getopt",
  positionals: { placeholder: "[RECIPE.xml]", describe: "one recipe" },
  examples: [
    {
      command: "make_patch --pre-compiled --workdir ws PATCH_0001.xml",
      describe: "out of RPMs that are built",
    },
    {
      command:
        "make_patch --pre-compiled --workdir ws --all --sw_version 20.06",
      describe: "every recipe in ws/export/patch_data/20.06",
    },
  ],
  options: [
    flag("formal", "sign with a formal key or not at all"),
    flag("pre-compiled", "all RPMs are built"),
    flag("pre-clean", "with --pre-compiled: clean up before"),
    text("workdir", "DIR", "workspace; default: MY_WORKSPACE"),
    text("srcdir", "DIR", "sources; default: MY_REPO"),
    text("branch", "NAME", "branch of the sources"),
    flag("capture_source", "keep the sources that were built"),
    flag("capture_rpms", "keep the RPMs that were built"),
    flag("all", "every recipe of a release; needs --sw_version"),
    text("sw_version", "VERSION", "the release"),
  ],
  epilogue: [
    "Patches go to WORKDIR/export/patch_data/VERSION, as patch_order does.",
    "What needs build-pkgs or git is done by the programs that STX_PATCH_MAKE_BEFORE and STX_PATCH_MAKE_CONTEXT name (docs/recipes.md).",
    "patch-make has more options.",
  ].join("\n"),
};

import type { OptionSpec } from "../../command-line/option.js";

/** Where the RPMs of recipes are. */
export const WORKSPACE_OPTIONS: readonly OptionSpec[] = [
  {
    name: "workdir",
    kind: "text",
    placeholder: "DIR",
    describe:
      "workspace with {std,rt}/rpmbuild/RPMS; default: MY_WORKSPACE, then the working directory",
    group: "Workspace",
    setting: {
      value: "path",
      variable: "MY_WORKSPACE",
      readsVariable: true,
      fallback: "the working directory",
    },
  },
  {
    name: "srcdir",
    kind: "text",
    placeholder: "DIR",
    describe:
      "sources, with build-data/unbuilt_rpm_patterns and build-tools/build_iso/image.inc; default: MY_REPO",
    group: "Workspace",
    setting: { value: "path", variable: "MY_REPO", readsVariable: true },
  },
];

/** Which recipes, and where their patches go. */
export const RECIPE_OPTIONS: readonly OptionSpec[] = [
  {
    name: "all",
    kind: "flag",
    describe: "every recipe of a release; needs --sw-version",
    group: "Recipes",
  },
  {
    name: "sw-version",
    kind: "text",
    placeholder: "VERSION",
    describe:
      "the release; recipes of others are refused, --all leaves them out",
    group: "Recipes",
  },
  {
    name: "recipes",
    kind: "text",
    placeholder: "DIR",
    describe:
      "directory of the recipes for --all (*.xml, *.yaml, *.yml); default: WORKDIR/export/patch_data/VERSION",
    group: "Recipes",
    setting: { value: "path" },
  },
  {
    name: "output",
    short: "o",
    kind: "text",
    placeholder: "DIR",
    describe:
      "directory of the patches, patch_order and the record of builds; default: the working directory",
    group: "Recipes",
    setting: { value: "folder", fallback: "the working directory" },
  },
];

/** Programs that do what needs a build environment. */
export const HOOK_OPTIONS: readonly OptionSpec[] = [
  {
    name: "context",
    kind: "text",
    placeholder: "PROGRAM",
    describe:
      "run for a recipe with a context, before anything else: checks out the sources",
    group: "Workspace",
  },
  {
    name: "before",
    kind: "text",
    placeholder: "PROGRAM",
    describe: "run for each recipe before its RPMs are looked for: builds them",
    group: "Workspace",
  },
  {
    name: "hook-timeout",
    kind: "text",
    placeholder: "SECONDS",
    describe: "how long such a program may take (default: 21600)",
    group: "Workspace",
  },
  {
    name: "branch",
    kind: "text",
    placeholder: "NAME",
    describe: "passed on to these programs",
    group: "Workspace",
  },
  {
    name: "pre-compiled",
    kind: "flag",
    describe: "all RPMs are built: no such program is run",
    group: "Workspace",
  },
  {
    name: "pre-clean",
    kind: "flag",
    describe: "with --pre-compiled: --before is run all the same, to clean up",
    group: "Workspace",
  },
];

import type { CommandSpec } from "../../command-line/option.js";
import { JSON_OPTION } from "../output-options.js";

/** Declaration of `stx-patch config`. */
export const CONFIG: CommandSpec = {
  name: "stx-patch config",
  summary:
    "Shows every setting, its value, and which file, variable or default it comes from.",
  syntax: "modern",
  positionals: {
    placeholder: "[SETTING...]",
    describe: "show these settings only",
  },
  examples: [
    {
      command: "stx-patch config",
      describe: "what counts here, and why",
    },
    {
      command: "stx-patch config --schema > stx-patch.schema.json",
      describe: "JSON schema of stx-patch.yaml, for editors",
    },
  ],
  options: [
    {
      name: "schema",
      kind: "flag",
      describe: "print the JSON schema of configuration files instead",
      group: "Output",
    },
    JSON_OPTION,
  ],
  epilogue: [
    "Files: stx-patch.yaml from the working directory up to the top of its checkout, stx-patch/stx-patch.yaml in $XDG_CONFIG_HOME (~/.config), in $XDG_CONFIG_DIRS (/etc/xdg) and in /etc. Of each setting the nearest value counts; the environment wins over files, the command line over all.",
    "What decides who is trusted, who signs and how much is read comes from a project's file only where trusted-projects names the project (docs/configuration.md).",
    "Exit status: 0 done, 1 usage, or a configuration that cannot be used.",
  ].join("\n"),
};

import type { OptionSpec } from "../command-line/option.js";

/** Which projects may say whom to trust and who signs; a setting that is no option, for a user's and a system's files only. */
export const TRUSTED_PROJECTS: OptionSpec = {
  name: "trusted-projects",
  kind: "list",
  placeholder: "DIR",
  describe:
    "directories whose stx-patch.yaml may say whom to trust and who signs; DIR/* means all below",
  group: "Configuration",
  setting: { value: "path" },
};

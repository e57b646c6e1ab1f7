import { TARGET_RELEASES } from "@stx-patch/patch-verify";
import type { OptionSpec } from "../command-line/option.js";

/** Options about what a deployed system would do. */
export const TARGET_OPTIONS: readonly OptionSpec[] = [
  {
    name: "target",
    kind: "text",
    placeholder: "RELEASE",
    describe: `also say whether such a system would take the patch: ${TARGET_RELEASES.map(({ name, alias }) => `${name} (${alias})`).join(", ")}`,
    group: "Target",
  },
  {
    name: "target-dev",
    kind: "flag",
    describe:
      "with --target: the system has the marker that makes it accept development signatures",
    group: "Target",
  },
];

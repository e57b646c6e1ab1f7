import type { OptionSpec } from "../command-line/option.js";

/** Options about what a deployed system would do. */
export const TARGET_OPTIONS: readonly OptionSpec[] = [
  {
    name: "target",
    kind: "text",
    placeholder: "RELEASE",
    // Written out: help must not load the verifier for it.
    suggestions: [
      "stx-19.09",
      "stx-19.12",
      "stx-20.06",
      "stx-21.05",
      "stx-21.12",
    ],
    describe:
      "also say whether such a system would take the patch: stx-19.09 (stx-2.0), stx-19.12 (stx-3.0), stx-20.06 (stx-4.0), stx-21.05 (stx-5.0), stx-21.12 (stx-6.0)",
    group: "Target",
    setting: {},
  },
  {
    name: "target-dev",
    kind: "flag",
    describe:
      "with --target: the system has the marker that makes it accept development signatures",
    group: "Target",
  },
];

import type { CommandSpec } from "../command-line/option.js";
import { ORIGINAL_OPTIONS, RPM_POSITIONALS } from "./patch-build.spec.js";

/** Declaration of `patch_build`, which takes the original's command line and no more. */
export const PATCH_BUILD_DROP_IN: CommandSpec = {
  name: "patch_build",
  summary: "Builds a patch from the command line of StarlingX's patch_build.",
  syntax: "getopt",
  positionals: RPM_POSITIONALS,
  examples: [
    {
      command:
        "patch_build --id=PATCH_0001 --reboot-req N --controller ctl-1.0-1.x86_64.rpm",
      describe: "writes PATCH_0001.patch into the working directory",
    },
  ],
  // As with the original's getopt the last one of a repeated option counts; scripts stay an error.
  options: ORIGINAL_OPTIONS.map((option) =>
    option.kind === "text" ? { ...option, lastWins: true } : option,
  ),
  epilogue: [
    "Option names may be shortened; options end at the first RPM.",
    "Keys and release are found as by patch-build, which has more options.",
  ].join("\n"),
};

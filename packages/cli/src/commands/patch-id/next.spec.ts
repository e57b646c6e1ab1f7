import type { CommandSpec } from "../../command-line/option.js";
import { JSON_OPTION } from "../output-options.js";
import { RELEASE_INFO_OPTION } from "../patch-build.spec.js";
import { SERIES_OPTIONS } from "./series-options.js";

/** Declaration of `patch-id next`. */
export const PATCH_ID_NEXT: CommandSpec = {
  name: "patch-id next",
  summary: "Gives out the next free patch id, PREFIX_RELEASE_PATCH_NNNN.",
  syntax: "modern",
  examples: [
    {
      command:
        "patch-id next --prefix STX --release 20.06 --register /srv/patch-ids",
      describe:
        "claim an id; jobs that do so at the same time get different ones",
    },
    {
      command: "patch-id next --prefix STX --release 20.06 --order patch_order",
      describe: "name the id after the highest in an order file",
    },
  ],
  options: [
    ...SERIES_OPTIONS,
    {
      name: "order",
      kind: "text",
      placeholder: "FILE",
      describe:
        "instead of a register: an order file, whose highest number counts; nothing is claimed",
      group: "Ids",
    },
    {
      name: "count",
      kind: "text",
      placeholder: "N",
      describe: "how many ids, 1 by default; one a line",
      group: "Ids",
    },
    JSON_OPTION,
  ],
  settings: [RELEASE_INFO_OPTION],
  epilogue:
    "Without --release it is found as by patch-build (PLATFORM_RELEASE, release-info.inc).\nExit status: 0 done, 1 usage or no number left, 2 the register or order file is malformed, 5 I/O.",
};

import type { ParsedLine } from "../command-line/parse.js";
import type { BuildFacts } from "../commands/build-sidecars.js";
import type { SidecarMaker } from "./sidecar.js";

/** Behind a patch's file name. */
export const PROVENANCE_SUFFIX = ".intoto.json";

/** Makes the signed provenance of a build, for `--provenance`. */
export function provenanceSidecar(
  line: ParsedLine,
  facts: BuildFacts,
): SidecarMaker | undefined {
  if (!line.flag("provenance")) return undefined;
  return {
    kind: "provenance",
    suffix: PROVENANCE_SUFFIX,
    make: async (subject) => {
      const { makeProvenance } = await import("./make-provenance.js");
      return makeProvenance(line, facts, subject);
    },
  };
}

import type { ParsedLine } from "../command-line/parse.js";
import type { BuildFacts } from "../commands/build-sidecars.js";
import { SBOM_SUFFIX } from "@stx-patch/sbom";
import { version } from "../version.js";
import { sbomRequests } from "./sbom-request.js";
import type { SidecarMaker } from "./sidecar.js";

/** Makes the SBOMs of a build, for `--sbom`. */
export function sbomSidecars(
  line: ParsedLine,
  { contents, cwd }: BuildFacts,
): SidecarMaker[] {
  return sbomRequests(line, cwd).map(({ format, path }) => ({
    kind: "sbom",
    suffix: SBOM_SUFFIX[format],
    path,
    make: async ({ sha256 }) => {
      const { sbomBytes } = await import("@stx-patch/sbom");
      return sbomBytes(format, contents(sha256), {
        toolVersion: version(),
        supplier: line.text("supplier"),
      });
    },
  }));
}

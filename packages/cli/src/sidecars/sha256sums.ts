import { basename, dirname, relative } from "node:path";
import type { ParsedLine } from "../command-line/parse.js";
import type { BuildFacts } from "../commands/build-sidecars.js";
import { sha256sumsText } from "./sha256sums-text.js";
import type { SidecarMaker } from "./sidecar.js";

/** Behind a patch's file name. */
export const SHA256SUMS_SUFFIX = ".sha256";

/** Makes the list of digests of a build, for `--sha256sums`; the last sidecar, because it names the others. */
export function sha256sumsSidecar(
  line: ParsedLine,
  { inputs }: BuildFacts,
): SidecarMaker | undefined {
  const { output } = inputs;
  if (!line.flag("sha256sums") || output.kind === "stdout") return undefined;
  const folder = dirname(output.path);
  return {
    kind: "sha256sums",
    suffix: SHA256SUMS_SUFFIX,
    make: ({ fileName, sha256, sidecars }) =>
      Promise.resolve(
        new TextEncoder().encode(
          sha256sumsText([
            { name: fileName, sha256 },
            ...sidecars.map((sidecar) => ({
              name:
                dirname(sidecar.path) === folder
                  ? basename(sidecar.path)
                  : relative(folder, sidecar.path),
              sha256: sidecar.sha256,
            })),
          ]),
        ),
      ),
  };
}

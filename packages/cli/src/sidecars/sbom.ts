import type { HashFactory } from "@stx-patch/core";
import type { VerificationReport } from "@stx-patch/patch-verify";
import { createContentsTaker, sbomBytes, SBOM_SUFFIX } from "@stx-patch/sbom";
import type { ParsedLine } from "../command-line/parse.js";
import type { Listing } from "../commands/listing.js";
import { version } from "../version.js";
import { sbomRequests } from "./sbom-request.js";

/** The SBOMs of a build list what the self-check read back, not what should have been written. */
export function createListing(
  line: ParsedLine,
  hash: HashFactory,
  cwd: string,
): Listing {
  const taker = createContentsTaker(hash);
  const read: { report?: VerificationReport } = {};
  return {
    readBack: {
      witness: taker.witness,
      take: (report) => {
        read.report = report;
      },
    },
    sidecars: sbomRequests(line, cwd).map(({ format, path }) => ({
      kind: "sbom",
      suffix: SBOM_SUFFIX[format],
      path,
      make: ({ sha256 }) => {
        if (read.report === undefined)
          throw new TypeError("nobody read the patch back");
        const contents = taker.finish(read.report, sha256);
        const supplier = line.text("supplier");
        const options = { toolVersion: version(), supplier };
        return Promise.resolve(sbomBytes(format, contents, options));
      },
    })),
  };
}

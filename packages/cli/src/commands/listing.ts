import type { HashFactory } from "@stx-patch/core";
import type { VerificationReport } from "@stx-patch/patch-verify";
import type { PatchContents } from "@stx-patch/sbom";
import type { ParsedLine } from "../command-line/parse.js";
import type { ReadBack } from "./build-patch.js";

/** What is listed in SBOMs of a patch that is being built. */
export interface Listing {
  /** For the self-check; undefined when no SBOM is asked for, so that nothing is read for one. */
  readonly readBack: ReadBack | undefined;
  /**
   * @param sha256 - of the patch file, hex
   * @throws TypeError before the self-check is through
   */
  readonly contents: (sha256: string) => PatchContents;
}

/** Prepares what `--sbom` takes: the SBOM lists what the self-check read back, not what should have been written. */
export async function listingFor(
  line: ParsedLine,
  hash: HashFactory,
): Promise<Listing> {
  if (line.list("sbom").length === 0)
    return { readBack: undefined, contents: unread };
  const { createContentsTaker } = await import("@stx-patch/sbom");
  const taker = createContentsTaker(hash);
  const read: { report?: VerificationReport } = {};
  return {
    readBack: {
      witness: taker.witness,
      take: (report) => {
        read.report = report;
      },
    },
    contents: (sha256) =>
      read.report === undefined ? unread() : taker.finish(read.report, sha256),
  };
}

function unread(): never {
  throw new TypeError("nobody read the patch back");
}

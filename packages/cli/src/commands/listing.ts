import type { HashFactory } from "@stx-patch/core";
import type { ParsedLine } from "../command-line/parse.js";
import type { SidecarMaker } from "../sidecars/sidecar.js";
import type { ReadBack } from "./build-patch.js";

/** What is listed in SBOMs of a patch that is being built. */
export interface Listing {
  /** For the self-check; undefined when no SBOM is asked for, so that nothing is read for one. */
  readonly readBack: ReadBack | undefined;
  readonly sidecars: readonly SidecarMaker[];
}

/**
 * Prepares what `--sbom` takes; what it needs is loaded only then.
 *
 * @throws CliError CLI_OPTION_VALUE_INVALID, CLI_OPTIONS_CONFLICT
 */
export async function listingFor(
  line: ParsedLine,
  hash: HashFactory,
  cwd: string,
): Promise<Listing> {
  if (line.list("sbom").length === 0)
    return { readBack: undefined, sidecars: [] };
  const { createListing } = await import("../sidecars/sbom.js");
  return createListing(line, hash, cwd);
}

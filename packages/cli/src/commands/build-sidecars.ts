import type { SealResult } from "@stx-patch/patch-format";
import type { PatchPlan } from "@stx-patch/patch-build";
import type { ParsedLine } from "../command-line/parse.js";
import { provenanceSidecar } from "../sidecars/provenance.js";
import { sha256sumsSidecar } from "../sidecars/sha256sums.js";
import type { SidecarMaker } from "../sidecars/sidecar.js";
import type { BuildInputs } from "./build-inputs.js";
import type { Listing } from "./listing.js";

/** What sidecars of a build are made from, besides the finished file. */
export interface BuildFacts {
  readonly inputs: BuildInputs;
  readonly plan: PatchPlan;
  /** What the signature is over; known when the patch is written. */
  readonly seal: () => SealResult;
  /** What SBOMs list. */
  readonly listing: Listing;
}

/** Makes nothing when the command line does not ask for it. */
type BuildSidecar = (
  line: ParsedLine,
  facts: BuildFacts,
) => SidecarMaker | readonly SidecarMaker[] | undefined;

/** In the order they are made in: a later one can name those before it. */
const BUILD_SIDECARS: readonly BuildSidecar[] = [
  (_, { listing }) => listing.sidecars,
  provenanceSidecar,
  sha256sumsSidecar,
];

/** The files beside the patch that the command line asks for. */
export function buildSidecars(
  line: ParsedLine,
  facts: BuildFacts,
): SidecarMaker[] {
  return BUILD_SIDECARS.flatMap((sidecar) => sidecar(line, facts) ?? []);
}

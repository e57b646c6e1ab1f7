import { mapConcurrently, type ImaSigner } from "@stx-patch/core";
import {
  planPatch,
  prepareRpm,
  signAhead,
  type BuildRequest,
  type PatchPlan,
} from "@stx-patch/patch-build";
import { isPatchId } from "@stx-patch/patch-format";
import type { PatchTools } from "../write-patch-file.js";
import {
  fileSignatureLayouts,
  type FileSignatureLayouts,
} from "./file-signatures.js";
import { PackedRpms } from "./packed-rpms.js";
import type { OldPatch } from "./read-old-patch.js";
import {
  headersOf,
  rpmsOf,
  type RebuildInputs,
  type RpmOfRebuild,
} from "./rebuild-rpms.js";

/** Every byte of the patch but its seal. */
export interface RebuildPlan {
  readonly plan: PatchPlan;
  readonly fileSignatures: "none" | "made anew" | "carried over";
  readonly close: () => Promise<void>;
}

/** Decides them with patch-build's own steps. @throws as prepareRpm and signAhead */
export async function planRebuild(
  old: OldPatch,
  inputs: RebuildInputs,
  tools: PatchTools,
): Promise<RebuildPlan> {
  const packed = new PackedRpms(old.source, inputs.limits);
  const layouts = fileSignatureLayouts(headersOf(old));
  const rpms = rpmsOf(old, inputs, packed, layouts);
  try {
    await signAllAhead(rpms, inputs.imaSigner);
    // A pass over the patch serves one RPM at a time.
    const prepared = await mapConcurrently(
      rpms,
      inputs.originals === undefined ? 1 : 4,
      ({ rpm, ima }) =>
        prepareRpm(rpm, {
          hash: tools.hash,
          memory: tools.memory,
          ima,
          onProgress: tools.progress.advance,
        }),
    );
    return {
      plan: await planPatch(requestOf(old), prepared),
      fileSignatures: signedHow(layouts, inputs),
      close: () => packed.close(),
    };
  } catch (error) {
    await packed.close();
    throw error;
  }
}

async function signAllAhead(
  rpms: readonly RpmOfRebuild[],
  signer: ImaSigner | undefined,
): Promise<void> {
  if (signer === undefined) return;
  for (const layout of ["header", "signature"] as const) {
    const those = rpms.filter(({ ima }) => ima?.layout === layout);
    if (those.length > 0)
      await signAhead(
        those.map(({ rpm }) => rpm),
        { signer, layout },
      );
  }
}

function signedHow(
  layouts: FileSignatureLayouts,
  { imaSigner }: RebuildInputs,
): RebuildPlan["fileSignatures"] {
  if ([...layouts.values()].every((layout) => layout === undefined))
    return "none";
  return imaSigner === undefined ? "carried over" : "made anew";
}

function requestOf({
  snapshot,
  scripts,
  mtimeSeconds,
}: OldPatch): BuildRequest {
  const { metadata } = snapshot.report;
  if (metadata === null || !isPatchId(metadata.id))
    throw new TypeError("a trusted patch has metadata and an id");
  return { id: metadata.id, metadata, scripts, mtimeSeconds };
}

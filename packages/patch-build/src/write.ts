import { writeTar } from "@stx-patch/archive";
import { softwareEntries, type PatchPlan } from "./plan.js";
import {
  wholeMember,
  writeSealedArchive,
  writeSealedTar,
  type SealedArchive,
  type SignedMember,
  type WriteOptions,
} from "./sealed-archive.js";

/** Streams the patch of a plan. Memory is independent of the size of the RPMs. */
export function writePatch(
  plan: PatchPlan,
  options: WriteOptions,
): AsyncGenerator<Uint8Array> {
  return writeSealedArchive(archiveOf(plan, options), options);
}

/** Streams the archive that the patch of a plan is when it is decompressed. */
export function writePatchTar(
  plan: PatchPlan,
  options: WriteOptions,
): AsyncGenerator<Uint8Array> {
  return writeSealedTar(archiveOf(plan, options), options);
}

function archiveOf(plan: PatchPlan, options: WriteOptions): SealedArchive {
  const { metadata, mtimeSeconds } = plan;
  const members = membersOf(plan, options);
  return { id: metadata.id, mtimeSeconds, members, layout: members };
}

function membersOf(
  plan: PatchPlan,
  { readBack }: WriteOptions,
): SignedMember[] {
  const { metadataTar, semanticsTar, softwareTarSizeBytes } = plan;
  return [
    wholeMember("metadata.tar", metadataTar),
    {
      name: "software.tar",
      sizeBytes: softwareTarSizeBytes,
      body: writeTar(softwareEntries(plan, readBack !== undefined)),
    },
    ...(semanticsTar === undefined
      ? []
      : [wholeMember("semantics.tar", semanticsTar)]),
  ];
}

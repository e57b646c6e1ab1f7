import { writeTar } from "@stx-patch/archive";
import { softwareEntries, type PatchPlan } from "./plan.js";
import {
  wholeMember,
  writeSealedArchive,
  type SignedMember,
  type WriteOptions,
} from "./sealed-archive.js";

/** Streams the patch of a plan. Memory is independent of the size of the RPMs. */
export function writePatch(
  plan: PatchPlan,
  options: WriteOptions,
): AsyncGenerator<Uint8Array> {
  const { metadata, mtimeSeconds } = plan;
  const archive = { id: metadata.id, mtimeSeconds, members: membersOf(plan) };
  return writeSealedArchive(archive, options);
}

function membersOf(plan: PatchPlan): SignedMember[] {
  const { metadataTar, semanticsTar, softwareTarSizeBytes } = plan;
  return [
    wholeMember("metadata.tar", metadataTar),
    {
      name: "software.tar",
      sizeBytes: softwareTarSizeBytes,
      body: writeTar(softwareEntries(plan)),
    },
    ...(semanticsTar === undefined
      ? []
      : [wholeMember("semantics.tar", semanticsTar)]),
  ];
}

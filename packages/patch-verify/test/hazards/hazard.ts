import {
  craftPatch,
  type PatchParts,
  rawTar,
  type RawMember,
} from "@stx-patch/testkit";
import { type OuterMembers, outerPatch } from "../support/outer-archive.js";
import { CGCS, soundParts, text } from "../support/parts.js";

type Parts = readonly (RawMember | Uint8Array)[];
type Metadata = PatchParts["metadata"];

/** What a hazard is, its code, where it is found, and a patch that has it. */
export type Hazard = readonly [
  hazard: string,
  code: string,
  member: string | undefined,
  patch: () => Promise<Uint8Array>,
];

/** Names one hazard; `member` is undefined where the patch as a whole has it. */
export function hazard(...parts: Hazard): Hazard {
  return parts;
}

/** A sound patch but for what is changed. */
export async function crafted(
  change: Partial<PatchParts>,
): Promise<Uint8Array> {
  return craftPatch(soundParts(change));
}

/** Puts the outer archive together anew from the sealed members. */
export async function outer(
  build: (members: OuterMembers) => Parts,
): Promise<Uint8Array> {
  return outerPatch((members) => rawTar(build(members)));
}

/** Replaces software.tar before it is sealed and signed. */
export async function software(
  build: (plain: RawMember) => Uint8Array | Parts,
): Promise<Uint8Array> {
  const built = build({ name: CGCS.name, body: CGCS.body });
  return crafted({
    beforeSeal: ([metadata, , ...rest]) => [
      metadata!,
      {
        name: "software.tar",
        body: built instanceof Uint8Array ? built : rawTar(built),
      },
      ...rest,
    ],
  });
}

/** Changes fields of the sound metadata. */
export async function withMetadata(
  change: Partial<Metadata>,
): Promise<Uint8Array> {
  return crafted({ metadata: { ...soundParts().metadata, ...change } });
}

/** Takes this document for metadata.xml. */
export async function withXml(xml: string): Promise<Uint8Array> {
  return crafted({ xml: text(xml) });
}

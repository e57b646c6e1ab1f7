import { gzipSync } from "node:zlib";
import {
  craftPatch,
  type CraftedMember,
  type RawMember,
} from "@stx-patch/testkit";
import { soundParts } from "./parts.js";

/** The four members of a sound patch, sealed and signed. */
export type OuterMembers = readonly CraftedMember[];

/** A patch whose outer archive, end marks and all, is made by hand from the members of a sound one. */
export async function outerPatch(
  build: (members: OuterMembers) => Uint8Array,
): Promise<Uint8Array> {
  return gzipSync(build(await sealedMembers()), { level: 9 });
}

async function sealedMembers(): Promise<OuterMembers> {
  const kept: CraftedMember[] = [];
  await craftPatch(
    soundParts({
      afterSeal: (members) => {
        kept.push(...members);
        return members;
      },
    }),
  );
  return kept;
}

/** States a member's size in base 256, as GNU tar does for sizes beyond 8 GiB. */
export function withBase256Size(member: RawMember): RawMember {
  return {
    ...member,
    bend: (header) => {
      header.fill(0, 124, 136);
      header[124] = 0x80;
      new DataView(header.buffer).setUint32(132, member.body?.length ?? 0);
    },
  };
}

import {
  craftPatch,
  type CraftedMember,
  type PatchParts,
  rawTar,
  type RawMember,
} from "@stx-patch/testkit";
import { type OuterMembers, outerPatch } from "../../support/outer-archive.js";
import { CGCS, soundParts } from "../../support/parts.js";

/** One patch that is odd in one way. */
export interface HostileCase {
  readonly what: string;
  readonly patch: () => Promise<Uint8Array>;
  /** Our answer may be that nobody can tell. */
  readonly undetermined?: boolean;
}

/** An archive as a whole, or the members to make it of. */
type Archive = Uint8Array | readonly (RawMember | Uint8Array)[];

/** A sound patch but for what is changed. */
export function crafted(
  what: string,
  change: Partial<PatchParts>,
  undetermined = false,
): HostileCase {
  return { what, patch: () => craftPatch(soundParts(change)), undetermined };
}

/** A patch whose outer archive is put together by hand from the sealed members of a sound one. */
export function outer(
  what: string,
  build: (members: OuterMembers) => Archive,
  undetermined = false,
): HostileCase {
  const patch = (): Promise<Uint8Array> =>
    outerPatch((members) => archiveOf(build(members)));
  return { what, patch, undetermined };
}

/** A patch with an inner archive made by hand, sealed and signed as if it were right. */
export function inner(
  what: string,
  name: "metadata.tar" | "software.tar",
  build: (plain: RawMember) => Archive,
  undetermined = false,
): HostileCase {
  const beforeSeal = (members: CraftedMember[]): CraftedMember[] =>
    members.map((member) => {
      if (member.name !== name) return member;
      const plain =
        name === "metadata.tar"
          ? { name: "metadata.xml", body: firstFile(member.body) }
          : { name: CGCS.name, body: CGCS.body };
      return { ...member, body: archiveOf(build(plain)) };
    });
  return crafted(what, { beforeSeal }, undetermined);
}

function archiveOf(built: Archive): Uint8Array {
  return built instanceof Uint8Array ? built : rawTar(built);
}

function firstFile(tar: Uint8Array): Uint8Array {
  const size = new TextDecoder().decode(tar.subarray(124, 135));
  return tar.slice(512, 512 + Number.parseInt(size, 8));
}

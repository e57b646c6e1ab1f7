/** One member that a patch archive can have. */
export interface PatchMember {
  readonly name:
    | "metadata.tar"
    | "software.tar"
    | "semantics.tar"
    | "signature"
    | "signature.v2";
  /** A target refuses a patch without it. */
  readonly required: boolean;
  /** Its bytes are covered by the checksum and the detached signature. */
  readonly signed: boolean;
}

/** The members of a patch in the order every tool writes them (spec section 1): reader and writer share this table. */
export const PATCH_MEMBERS: readonly PatchMember[] = Object.freeze([
  { name: "metadata.tar", required: true, signed: true },
  { name: "software.tar", required: true, signed: true },
  { name: "semantics.tar", required: false, signed: true },
  { name: "signature", required: true, signed: false },
  { name: "signature.v2", required: true, signed: false },
]);

/** Whether checksum and signature cover a member of this name. */
export function isSignedMember(name: string): boolean {
  return PATCH_MEMBERS.some((member) => member.name === name && member.signed);
}

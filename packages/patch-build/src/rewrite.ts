import type { TarMember } from "@stx-patch/archive";
import { toHex } from "@stx-patch/core";
import {
  exchangedChecksum,
  isSignedMember,
  type PatchMetadata,
  type SealResult,
} from "@stx-patch/patch-format";
import { metadataTarOf } from "./metadata-tar.js";
import {
  patchChanged,
  readMetadataTar,
  signedMembersOf,
  type OldPatchOptions,
} from "./old-patch.js";
import { MAX_MTIME_SECONDS } from "./request.js";
import {
  wholeMember,
  writeSealedArchive,
  type SignedMember,
  type WriteOptions,
} from "./sealed-archive.js";

/** What a verification found out about the patch that is to be rewritten. */
export interface VerifiedContent {
  readonly metadata: PatchMetadata;
  readonly seal: SealResult;
  /** All members of the archive, in its order. */
  readonly members: readonly Pick<TarMember, "name" | "sizeBytes">[];
}

/** How a patch becomes another. */
export interface RewriteOptions extends WriteOptions, OldPatchOptions {
  /** What the patch has to be, to the last signed bit: it is read a second time here. */
  readonly verified: VerifiedContent;
  /** What the new metadata.xml says; metadata.tar stays byte for byte as it is when absent. */
  readonly metadata?: PatchMetadata | undefined;
  /** Time stamp of what is new; that of the old metadata.tar when absent, so that the same change gives the same bytes. */
  readonly mtimeSeconds?: number | undefined;
}

/**
 * Streams a patch out of another: RPMs and scripts are carried over as they are, checksum and signature made anew,
 * and metadata.tar as well when there is new metadata. One pass, memory independent of the size of the RPMs.
 *
 * Nothing is signed before the old patch was read to its end and found to be the one that was verified.
 *
 * @param source - the old patch; a chunk may be reused when the next one is asked for
 * @throws BuildError BUILD_PATCH_CHANGED; ArchiveError; FormatError META_UNENCODABLE; what the signer throws
 */
export async function* rewritePatch(
  source: AsyncIterable<Uint8Array>,
  options: RewriteOptions,
): AsyncGenerator<Uint8Array> {
  const { verified, metadata, hash } = options;
  const members = signedMembersOf(source, options);
  try {
    const first = await nextMember(members);
    const oldTar = await readMetadataTar(first, options);
    const mtimeSeconds = options.mtimeSeconds ?? timeOf(first);
    const newTar = metadata && (await metadataTarOf(metadata, mtimeSeconds));
    const expected =
      newTar === undefined
        ? verified.seal
        : {
            checksum: await exchangedChecksum(
              verified.seal.checksum,
              { before: oldTar, after: newTar },
              hash,
            ),
          };
    const metadataTar = wholeMember("metadata.tar", newTar ?? oldTar);
    const layout = [metadataTar, ...carriedOver(verified)];
    yield* writeSealedArchive(
      {
        id: metadata?.id ?? verified.metadata.id,
        mtimeSeconds,
        layout,
        members: asLaidOut(layout, withMetadata(metadataTar, members)),
        beforeSigning: (seal) => {
          assertCarriedOver(seal, expected);
        },
      },
      options,
    );
  } finally {
    await members.return(undefined);
  }
}

/** The signed members that stay as they are. */
function carriedOver({ members }: VerifiedContent): SignedSize[] {
  return members.filter(
    ({ name }) => isSignedMember(name) && name !== "metadata.tar",
  );
}

type SignedSize = Pick<SignedMember, "name" | "sizeBytes">;

/** Lets the members pass as long as they are those that were verified. */
async function* asLaidOut(
  layout: readonly SignedSize[],
  members: AsyncIterable<SignedMember>,
): AsyncGenerator<SignedMember> {
  let count = 0;
  for await (const member of members) {
    const expected = layout[count++];
    if (
      member.name !== expected?.name ||
      member.sizeBytes !== expected.sizeBytes
    )
      throw patchChanged(`${member.name} has ${member.sizeBytes} bytes`);
    yield member;
  }
  if (count < layout.length)
    throw patchChanged(`${layout[count]?.name ?? "a member"} is missing`);
}

async function* withMetadata(
  metadataTar: SignedMember,
  others: AsyncIterable<TarMember>,
): AsyncGenerator<SignedMember> {
  yield metadataTar;
  for await (const { name, sizeBytes, body } of others)
    yield { name, sizeBytes, body };
}

async function nextMember(
  members: AsyncIterator<TarMember>,
): Promise<TarMember> {
  const next = await members.next();
  if (next.done === true || next.value.name !== "metadata.tar")
    throw patchChanged("it does not begin with metadata.tar");
  return next.value;
}

/** What is about to be signed must hold what was verified: same digest, or same checksum but for metadata.tar. */
function assertCarriedOver(
  seal: SealResult,
  expected: { readonly checksum: string; readonly sha256?: Uint8Array },
): void {
  const { checksum, sha256 = seal.sha256 } = expected;
  if (seal.checksum !== checksum || toHex(seal.sha256) !== toHex(sha256))
    throw patchChanged("its signed members differ");
}

/** Readers take times that no writer can put into a header. */
function timeOf({ mtimeSeconds }: TarMember): number {
  return Math.min(Math.max(0, Math.trunc(mtimeSeconds)), MAX_MTIME_SECONDS);
}

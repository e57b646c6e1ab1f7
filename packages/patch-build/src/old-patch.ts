import { readGzip, readTar, type TarMember } from "@stx-patch/archive";
import {
  concatBytes,
  copyOf,
  DEFAULT_LIMITS,
  type Inflater,
  type Limits,
} from "@stx-patch/core";
import { createMemberGrammar, isSignedMember } from "@stx-patch/patch-format";
import { BuildError } from "./error.js";

/** How an existing patch is read. */
export interface OldPatchOptions {
  /** Decompressor; the pure one of `archive` when absent. */
  readonly inflater?: Inflater | undefined;
  readonly limits?: Limits | undefined;
}

/**
 * The signed members of a patch, in order; each has to be read before the next is asked for. The rest of the patch
 * is read to its last byte before the end is told, so that whoever signs then knows that all of it was there.
 *
 * @throws BuildError BUILD_PATCH_CHANGED; ArchiveError for what no verified patch has
 */
export async function* signedMembersOf(
  source: AsyncIterable<Uint8Array>,
  { inflater, limits }: OldPatchOptions,
): AsyncGenerator<TarMember> {
  const grammar = createMemberGrammar();
  const gzip = readGzip(source, {
    limits,
    ...(inflater === undefined ? {} : { inflater }),
  });
  for await (const member of readTar(gzip, { limits })) {
    const { name, type, headerOffset } = member;
    refuse(grammar.accept({ name, type, offset: headerOffset }));
    if (isSignedMember(name)) yield member;
  }
  refuse(grammar.finish());
}

/**
 * Reads the small member `metadata.tar`.
 *
 * @throws BuildError BUILD_PATCH_CHANGED when it is larger than any that was verified
 */
export async function readMetadataTar(
  member: TarMember,
  { limits = DEFAULT_LIMITS }: OldPatchOptions,
): Promise<Uint8Array> {
  if (member.sizeBytes > limits.maxMetadataTarBytes)
    throw patchChanged(`${member.name} has ${member.sizeBytes} bytes`);
  const chunks: Uint8Array[] = [];
  for await (const chunk of member.body) chunks.push(copyOf(chunk));
  return concatBytes(chunks);
}

/** @param what - what shows it */
/** The error for a patch that is not what was verified any more; `message` says what differs. */
export function patchChanged(what: string): BuildError {
  return new BuildError(
    "BUILD_PATCH_CHANGED",
    `the patch is not the one that was verified: ${what}`,
  );
}

function refuse([first]: readonly { readonly message: string }[]): void {
  if (first !== undefined) throw patchChanged(first.message);
}

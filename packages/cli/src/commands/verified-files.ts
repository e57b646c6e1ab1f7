import { blockwiseInflater, readTar, type TarMember } from "@stx-patch/archive";
import {
  equalBytes,
  type ChunkMemory,
  type HashFactory,
} from "@stx-patch/core";
import { nativeInflater } from "@stx-patch/node-io";
import { patchChanged, signedMembersOf } from "@stx-patch/patch-build";
import { createSeal, type SealMember } from "@stx-patch/patch-format";
import type { Limits } from "@stx-patch/core";
import { counted } from "../render/progress.js";
import type { OpenPatch } from "./open-patch.js";

/** A file inside one of the signed members. */
export interface VerifiedFile {
  /** `metadata.tar`, `software.tar` or `semantics.tar`. */
  readonly archive: string;
  /** Its content has to be read before the next file is asked for, or is skipped then. */
  readonly member: TarMember;
}

/** What reading takes. */
export interface ReadFilesOptions {
  readonly hash: HashFactory;
  readonly limits: Limits;
  readonly memory?: ChunkMemory | undefined;
  /** Told of every byte of the patch that was read. */
  readonly advance: (bytes: number) => void;
}

/**
 * The files inside a patch that was verified: metadata.xml, the RPMs, the scripts. The patch is read a second time, and only when the last
 * file was handed out is it certain that it is still what was verified: do not use any of them before.
 *
 * @throws BuildError BUILD_PATCH_CHANGED, at the end at the latest; ArchiveError, IoError
 */
export async function* verifiedFiles(
  { source, verified }: OpenPatch,
  { hash, limits, memory, advance }: ReadFilesOptions,
): AsyncGenerator<VerifiedFile> {
  const seal = createSeal(hash);
  const members = signedMembersOf(
    counted(source.open(undefined, { memory }), { advance }),
    {
      inflater: blockwiseInflater(nativeInflater),
      limits,
    },
  );
  for await (const { name: archive, body } of members) {
    const part = seal.member();
    const files = readTar(sealed(body, part), { limits, name: archive });
    for await (const member of files) yield { archive, member };
    await part.finish();
  }
  const { sha256 } = await seal.finish();
  if (!equalBytes(sha256, verified.seal.sha256))
    throw patchChanged("its signed bytes differ");
}

async function* sealed(
  body: AsyncIterable<Uint8Array>,
  part: SealMember,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    await part.update(chunk);
    yield chunk;
  }
}

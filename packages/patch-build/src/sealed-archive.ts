import {
  tarMembersSizeBytes,
  writeGzip,
  writeTar,
  type TarEntry,
} from "@stx-patch/archive";
import {
  gatherChunks,
  type BlockDeflater,
  type ChunkMemory,
  type HashFactory,
  type PatchSigner,
} from "@stx-patch/core";
import {
  createSeal,
  patchFileName,
  type PatchId,
  type Seal,
  type SealResult,
} from "@stx-patch/patch-format";
import { FILE_MODE } from "./plain-file.js";

/** Somebody who reads a patch while it is written. */
export interface PatchReadBack {
  /** Brings what was handed out so far to where it can be read. */
  flush(): Promise<void>;
  /** The seal of the signed members, once all of them have been read. */
  seal(): Promise<SealResult>;
}

/** What the writing needs from outside. */
export interface WriteOptions {
  readonly hash: HashFactory;
  /**
   * Makes `signature.v2`. A signature that was made elsewhere comes as a signer that hands it out, after a look at
   * whether the digest is the one it is for.
   */
  readonly signer: PatchSigner;
  /** Where small pieces are joined, and the archive is put together if it may be recycled. */
  readonly memory?: ChunkMemory | undefined;
  /** Compressor; the pure one of `archive` when absent. */
  readonly deflater?: BlockDeflater | undefined;
  /** Blocks compressed at the same time. */
  readonly concurrency?: number | undefined;
  /** A chunk is valid only until the next one is asked for: saves the memory's allocation and collection. */
  readonly recycle?: boolean | undefined;
  /**
   * Then the seal is computed from what was read back: what is signed is what is in the file, and no byte is hashed twice. The
   * patch is the same without it.
   */
  readonly readBack?: PatchReadBack | undefined;
  /** Told what is about to be signed. */
  readonly onSeal?: ((seal: SealResult) => void) | undefined;
  /** Called with the number of uncompressed bytes that went through. */
  readonly onProgress?: ((bytes: number) => void) | undefined;
}

/** A member that checksum and signature cover. */
export type SignedMember = Pick<TarEntry, "name" | "sizeBytes" | "body">;

/** What a patch is, apart from its signed members. */
export interface SealedArchive {
  readonly id: string;
  /** In the headers of the outer archive and of gzip. */
  readonly mtimeSeconds: number;
  /** What the members are going to be: where the signature begins must not depend on what is written. */
  readonly layout: readonly Pick<SignedMember, "name" | "sizeBytes">[];
  /** In the order of the format; the next one is asked for when the one before has been written. */
  readonly members: AsyncIterable<SignedMember> | Iterable<SignedMember>;
  /** Told what is about to be signed; what it throws ends the writing. */
  readonly beforeSigning?: ((seal: SealResult) => void) | undefined;
}

const ENCODER = new TextEncoder();

/**
 * Streams a finished patch: the signed members while they are sealed, then checksum and signature, all inside
 * one gzip member. Memory is independent of the members' size.
 */
export async function* writeSealedArchive(
  archive: SealedArchive,
  options: WriteOptions,
): AsyncGenerator<Uint8Array> {
  yield* writeGzip(writeSealedTar(archive, options), {
    mtimeSeconds: archive.mtimeSeconds,
    fileName: patchFileName(archive.id as PatchId),
    deflater: options.deflater,
    concurrency: options.concurrency,
    recycle: options.recycle,
    memory: options.memory,
    flush: {
      atBytes: tarMembersSizeBytes(archive.layout),
      reached: () => options.readBack?.flush(),
    },
  });
}

/** The same before compression. */
export function writeSealedTar(
  archive: SealedArchive,
  options: WriteOptions,
): AsyncGenerator<Uint8Array> {
  return withProgress(
    writeTar(sealedMembers(archive, options)),
    options.onProgress,
  );
}

/** Members in the order of the format; the two seals exist only once the signed members have passed. */
async function* sealedMembers(
  { members, layout, mtimeSeconds, beforeSigning }: SealedArchive,
  { hash, signer, memory, readBack, onSeal }: WriteOptions,
): AsyncGenerator<TarEntry> {
  const seal = readBack === undefined ? createSeal(hash) : undefined;
  const written: (typeof layout)[number][] = [];
  const entry = (member: SignedMember): TarEntry => ({
    ...member,
    mode: FILE_MODE,
    mtimeSeconds,
  });
  for await (const member of members) {
    written.push(member);
    yield entry({ ...member, body: sealed(seal, member.body, memory) });
  }
  // Whoever reads it back would wait for ever for what lies behind the place that was flushed.
  if (tarMembersSizeBytes(written) !== tarMembersSizeBytes(layout))
    throw new TypeError("the signed members are not those that were laid out");
  const sealResult = await (seal?.finish() ?? readBack?.seal());
  if (sealResult === undefined) throw new TypeError("nobody seals the patch");
  beforeSigning?.(sealResult);
  onSeal?.(sealResult);
  const checksum = ENCODER.encode(sealResult.checksum);
  yield entry(wholeMember("signature", checksum));
  const signature = await signer.sign(sealResult.sha256);
  yield entry(wholeMember("signature.v2", signature));
}

/** A member whose bytes are at hand. */
export function wholeMember(name: string, body: Uint8Array): SignedMember {
  return { name, sizeBytes: body.length, body };
}

/** Passes a signed member's bytes on and into the seal, if it is made here. */
async function* sealed(
  seal: Seal | undefined,
  body: SignedMember["body"],
  memory: ChunkMemory | undefined,
): AsyncGenerator<Uint8Array> {
  const member = seal?.member();
  const chunks =
    Symbol.asyncIterator in body ? gatherChunks(body, memory) : [body];
  for await (const chunk of chunks) {
    await member?.update(chunk);
    yield chunk;
  }
  await member?.finish();
}

async function* withProgress(
  source: AsyncIterable<Uint8Array>,
  onProgress: ((bytes: number) => void) | undefined,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    onProgress?.(chunk.length);
    yield chunk;
  }
}

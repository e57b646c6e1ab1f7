import { writeGzip, writeTar, type TarEntry } from "@stx-patch/archive";
import type { BlockDeflater, HashFactory, PatchSigner } from "@stx-patch/core";
import {
  createSeal,
  patchFileName,
  type PatchId,
  type Seal,
} from "@stx-patch/patch-format";
import { softwareEntries, type PatchPlan } from "./plan.js";

/** What the writing needs from outside. */
export interface WriteOptions {
  readonly hash: HashFactory;
  readonly signer: PatchSigner;
  /** Compressor; the pure one of `archive` when absent. */
  readonly deflater?: BlockDeflater | undefined;
  /** Blocks compressed at the same time. */
  readonly concurrency?: number | undefined;
  /** A chunk is valid only until the next one is asked for: saves the memory's allocation and collection. */
  readonly recycle?: boolean | undefined;
  /** Called with the number of uncompressed bytes that went through. */
  readonly onProgress?: ((bytes: number) => void) | undefined;
}

const ENCODER = new TextEncoder();

/**
 * Streams the finished patch: tar members while they are sealed, then checksum and signature, all
 * inside one gzip member. Memory is independent of the size of the RPMs.
 */
export async function* writePatch(
  plan: PatchPlan,
  options: WriteOptions,
): AsyncGenerator<Uint8Array> {
  yield* writeGzip(
    withProgress(writeTar(patchMembers(plan, options)), options.onProgress),
    {
      mtimeSeconds: plan.mtimeSeconds,
      fileName: patchFileName(plan.metadata.id as PatchId),
      deflater: options.deflater,
      concurrency: options.concurrency,
      recycle: options.recycle,
    },
  );
}

/** Members in the order of the format; the two seals exist only once the signed members have passed. */
async function* patchMembers(
  plan: PatchPlan,
  options: WriteOptions,
): AsyncGenerator<TarEntry> {
  const seal = createSeal(options.hash);
  const entry = (
    name: string,
    sizeBytes: number,
    body: Uint8Array | AsyncIterable<Uint8Array>,
  ): TarEntry => ({
    name,
    sizeBytes,
    mode: 0o644,
    mtimeSeconds: plan.mtimeSeconds,
    body,
  });

  const { metadataTar, semanticsTar, softwareTarSizeBytes } = plan;
  yield entry("metadata.tar", metadataTar.length, sealed(seal, [metadataTar]));
  yield entry(
    "software.tar",
    softwareTarSizeBytes,
    sealed(seal, writeTar(softwareEntries(plan))),
  );
  if (semanticsTar !== undefined) {
    yield entry(
      "semantics.tar",
      semanticsTar.length,
      sealed(seal, [semanticsTar]),
    );
  }
  const { checksum, sha256 } = await seal.finish();
  const checksumBytes = ENCODER.encode(checksum);
  yield entry("signature", checksumBytes.length, checksumBytes);
  const signature = await options.signer.sign(sha256);
  yield entry("signature.v2", signature.length, signature);
}

/** Passes a signed member's bytes on and into the seal. */
async function* sealed(
  seal: Seal,
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const member = seal.member();
  for await (const chunk of body) {
    await member.update(chunk);
    yield chunk;
  }
  await member.finish();
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

import { blockwiseInflater, readGzip } from "@stx-patch/archive";
import { copyOf, type PatchSigner } from "@stx-patch/core";
import { nativeInflater } from "@stx-patch/node-io";
import {
  writePatch,
  writePatchTar,
  type PatchPlan,
} from "@stx-patch/patch-build";
import { createSnapshotTaker, type PatchSnapshot } from "@stx-patch/patch-diff";
import { patchFileName, type PatchId } from "@stx-patch/patch-format";
import type { NamedSigner } from "../../world/signers.js";
import { signedChunks } from "../server-signature.js";
import { verifyStream, type TrustSetup } from "../verify-file.js";
import { nativeWriteOptions, type PatchTools } from "../write-patch-file.js";
import { madeSignature } from "./carried-signature.js";
import { FirstDifference } from "./locate/first-difference.js";
import { placeOf, type ArchivePlace } from "./locate/place.js";
import { headersOf } from "./rebuild-rpms.js";
import type { OldPatch } from "./read-old-patch.js";

/** A rebuilt patch, which is nowhere kept. */
export interface Rebuilt {
  readonly snapshot: PatchSnapshot;
  /** `signature.v2`. */
  readonly signature: Uint8Array;
  /** Of the first byte of the file that is not the same; undefined: there is none. */
  readonly fileOffset: number | undefined;
}

/** The first byte that differs. */
export interface Difference extends ArchivePlace {
  /** `archive`: offsets are in the decompressed patch. `file`: the decompressed patches are equal. */
  readonly layer: "archive" | "file";
  readonly offset: number;
}

/** Writes the patch of a plan into the verifier, and compares it with the old file on the way. */
export async function writeRebuilt(
  old: OldPatch,
  plan: PatchPlan,
  signer: Pick<NamedSigner<PatchSigner>, "signer" | "server">,
  setup: TrustSetup,
  tools: PatchTools,
): Promise<Rebuilt> {
  const { hash, memory, progress } = tools;
  const taker = createSnapshotTaker(hash);
  const seen: { signature: Uint8Array } = { signature: new Uint8Array(0) };
  const difference = new FirstDifference(old.source.open());
  const written = signedChunks(
    signer,
    patchFileName(plan.metadata.id as PatchId),
    (by) => writePatch(plan, nativeWriteOptions(by, tools)),
    tools,
  );
  const report = await verifyStream(compared(written, difference), setup, {
    hash,
    memory,
    advance: progress.advance,
    fileDigest: true,
    witness: taker.witness,
    takeSeal: (seal, signature) => {
      taker.takeSeal(seal);
      seen.signature =
        signature === undefined ? seen.signature : copyOf(signature);
    },
  });
  return {
    snapshot: taker.finish({ ...report, file: "the rebuilt patch" }),
    signature: seen.signature,
    fileOffset: await difference.finish(),
  };
}

/**
 * Writes it once more, uncompressed, and finds where it differs first.
 *
 * @returns undefined when it does not
 */
export async function findDifference(
  old: OldPatch,
  plan: PatchPlan,
  { signature, fileOffset }: Rebuilt,
  { limits }: Pick<TrustSetup, "limits">,
  tools: PatchTools,
): Promise<Difference | undefined> {
  if (fileOffset === undefined) return undefined;
  tools.progress.expect(old.source.sizeBytes);
  const archive = (): AsyncIterable<Uint8Array> =>
    readGzip(old.source.open(), {
      inflater: blockwiseInflater(nativeInflater),
      limits,
      report: () => undefined,
    });
  const difference = new FirstDifference(archive());
  const options = nativeWriteOptions(madeSignature(old, signature), tools);
  for await (const chunk of writePatchTar(plan, options)) {
    await difference.update(chunk);
    if (difference.isFound) break;
  }
  const offset = await difference.finish();
  if (offset === undefined)
    return { layer: "file", offset: fileOffset, part: "compression" };
  const place = await placeOf(archive(), offset, {
    limits,
    headersOf: headersOf(old),
  });
  return { layer: "archive", offset, ...place };
}

async function* compared(
  chunks: AsyncIterable<Uint8Array>,
  difference: FirstDifference,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    await difference.update(chunk);
    yield chunk;
  }
}

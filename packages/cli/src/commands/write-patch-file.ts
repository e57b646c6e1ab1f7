import { availableParallelism, tmpdir } from "node:os";
import { basename, join } from "node:path";
import {
  toHex,
  type ChunkMemory,
  type HashFactory,
  type PatchSigner,
} from "@stx-patch/core";
import {
  createAtomicFile,
  nativeDeflater,
  type FileAccess,
} from "@stx-patch/node-io";
import type { PatchReadBack, WriteOptions } from "@stx-patch/patch-build";
import { counted, type Progress } from "../render/progress.js";
import type { SidecarMaker, WrittenSidecar } from "../sidecars/sidecar.js";
import { openSidecars, type OpenSidecars } from "../sidecars/write-sidecars.js";
import type { Io } from "../world/io.js";
import type { SelfCheck } from "./self-check.js";
import type { OutputTarget } from "../world/output.js";

/** What the steps of a command share that reads or writes whole patches. */
export interface PatchTools {
  readonly hash: HashFactory;
  /** Where files are read into. */
  readonly memory: ChunkMemory;
  readonly progress: Progress;
}

/** The file that came of it. */
export interface WrittenPatch {
  readonly sizeBytes: number;
  /** Of the whole file, lower-case hex; a third digest over every byte, so computed only when it is shown. */
  readonly sha256: string | undefined;
  /** In the order they were made in. */
  readonly sidecars: readonly WrittenSidecar[];
}

/** What is written, where it goes, and what has to hold before it is there. */
export interface PatchFile {
  /** @param readBack - whoever reads it back meanwhile, when it is checked */
  readonly chunks: (
    readBack: PatchReadBack | undefined,
  ) => AsyncIterable<Uint8Array>;
  readonly output: OutputTarget;
  /** Base name, for what goes to stdout: it is finished and checked in the system's temporary folder first. */
  readonly fileName: string;
  /** Mode 0644 when absent. */
  readonly access?: FileAccess | undefined;
  /** Reads the patch back while it is written; one whose report fails never gets its name. */
  readonly check?:
    ((bytes: AsyncIterable<Uint8Array>) => SelfCheck) | undefined;
  /** Asked at last, before the file gets its name; what it throws leaves everything as it was. */
  readonly beforeCommit?: (() => void) | undefined;
  /** Whether somebody wants to know the SHA-256 of the file itself. */
  readonly fileDigest: boolean;
  /** What is written beside it; not together with stdout. */
  readonly sidecars?: readonly SidecarMaker[] | undefined;
}

/** How this process writes patches. */
export function nativeWriteOptions(
  signer: PatchSigner,
  { hash, memory, progress }: PatchTools,
  readBack?: PatchReadBack,
): WriteOptions {
  return {
    hash,
    signer,
    readBack,
    memory,
    deflater: nativeDeflater,
    concurrency: availableParallelism(),
    recycle: true,
    onProgress: progress.advance,
  };
}

/**
 * Writes a patch to a temporary file beside its target, reads it back, and only then gives it its name (or
 * copies it to stdout). On failure nothing is left, and an older file stays as it was. Sidecars get their names just
 * before the patch gets its: a patch that is there has them.
 *
 * @throws IoError; what making the chunks and the check throw
 */
export async function writePatchFile(
  patch: PatchFile,
  tools: PatchTools,
  io: Io,
): Promise<WrittenPatch> {
  const { output, fileName, sidecars = [] } = patch;
  const target =
    output.kind === "file" ? output.path : join(tmpdir(), fileName);
  const beside = await openSidecars(sidecars, target);
  try {
    return await writeBeside({ ...patch, target, beside }, tools, io);
  } finally {
    await beside.abort();
  }
}

async function writeBeside(
  patch: PatchFile & {
    readonly target: string;
    readonly beside: OpenSidecars;
  },
  { hash, memory, progress }: PatchTools,
  io: Io,
): Promise<WrittenPatch> {
  const { output, target, beside } = patch;
  const file = await createAtomicFile(target, patch.access);
  // Beside the writing: what reached the file is read back while the rest is still to come.
  const check = patch.check?.(counted(file.follow({ memory }), progress));
  // It is awaited below, unless the writing fails first: then it fails for the same reason.
  check?.report.catch(() => undefined);
  const chunks = patch.chunks(
    check && { flush: () => file.flush(), seal: () => check.seal() },
  );
  try {
    const sha256 =
      patch.fileDigest || !beside.isEmpty ? hash("sha256") : undefined;
    let sizeBytes = 0;
    for await (const chunk of chunks) {
      sizeBytes += chunk.length;
      await Promise.all([sha256?.update(chunk), file.write(chunk)]);
    }
    await file.end();
    await Promise.all([check?.report, file.sync()]);
    const digest = await sha256?.digest();
    const written = { sizeBytes, sha256: digest && toHex(digest) };
    const sidecars = await beside.write({
      fileName: basename(target),
      ...written,
    });
    if (output.kind === "stdout") {
      const source = await file.source();
      for await (const chunk of source.open())
        await io.stdout.writeBytes(chunk);
      await file.abort();
    } else {
      patch.beforeCommit?.();
      await beside.commit();
      await file.commit();
    }
    return { ...written, sidecars };
  } catch (error) {
    await file.abort();
    throw error;
  }
}

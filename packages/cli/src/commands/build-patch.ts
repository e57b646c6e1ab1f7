import { availableParallelism } from "node:os";
import {
  mapConcurrently,
  toHex,
  type ChunkMemory,
  type HashFactory,
} from "@stx-patch/core";
import { createAtomicFile, nativeDeflater } from "@stx-patch/node-io";
import {
  planPatch,
  prepareRpm,
  signAhead,
  writePatch,
  type PatchPlan,
} from "@stx-patch/patch-build";
import type { Io } from "../world/io.js";
import { counted, type Progress } from "../render/progress.js";
import type { BuildInputs } from "./build-inputs.js";
import { selfCheck } from "./self-check.js";

/** Enough that a small RPM does not wait for the disk's answer; each holds two blocks of a large one. */
const RPMS_AT_A_TIME = 4;

/** The file that a build made. */
export interface WrittenPatch {
  readonly sizeBytes: number;
  /** Of the whole file, lower-case hex; a third digest over every byte, so computed only when it is shown. */
  readonly sha256: string | undefined;
}

/** What the steps of a build share. */
export interface BuildTools {
  readonly hash: HashFactory;
  /** Where payloads are read into. */
  readonly memory: ChunkMemory;
  readonly progress: Progress;
}

/** Signs the RPMs' files and decides every byte of the patch but its seal. */
export async function prepareBuild(
  inputs: BuildInputs,
  layout: "header" | "signature",
  { hash, memory, progress }: BuildTools,
): Promise<PatchPlan> {
  const ima =
    inputs.imaKey === undefined
      ? undefined
      : { signer: inputs.imaKey.signer, layout };
  if (ima !== undefined) await signAhead(inputs.rpms, ima);
  const prepared = await mapConcurrently(inputs.rpms, RPMS_AT_A_TIME, (rpm) =>
    prepareRpm(rpm, {
      ima,
      hash,
      memory,
      onProgress: (bytes) => {
        progress.advance(bytes);
      },
    }),
  );
  return planPatch(inputs.request, prepared);
}

/** How to write a build. */
export interface WriteBuildOptions {
  readonly selfCheck: boolean;
  readonly fileDigest: boolean;
  readonly temporaryTarget: string;
}

/**
 * Writes the patch to a temporary file beside the target, reads it back, and only then gives it its name
 * (or copies it to stdout). On failure nothing is left.
 */
export async function writeBuild(
  inputs: BuildInputs,
  plan: PatchPlan,
  options: WriteBuildOptions,
  { hash, memory, progress }: BuildTools,
  io: Io,
): Promise<WrittenPatch> {
  const file = await createAtomicFile(options.temporaryTarget);
  // Beside the writing: what reached the file is read back while the rest is still to come.
  const check = options.selfCheck
    ? selfCheck(counted(file.follow({ memory }), progress), inputs, plan.rpms, {
        hash,
        now: io.now(),
      })
    : undefined;
  // It is awaited below, unless the writing fails first: then it fails for the same reason.
  check?.catch(() => undefined);
  try {
    const sha256 = options.fileDigest ? hash("sha256") : undefined;
    let sizeBytes = 0;
    const chunks = writePatch(plan, {
      hash,
      signer: inputs.patchKey.signer,
      deflater: nativeDeflater,
      concurrency: availableParallelism(),
      recycle: true,
      onProgress: (bytes) => {
        progress.advance(bytes);
      },
    });
    for await (const chunk of chunks) {
      sizeBytes += chunk.length;
      await Promise.all([sha256?.update(chunk), file.write(chunk)]);
    }
    await file.end();
    await Promise.all([check, file.sync()]);
    if (inputs.output.kind === "stdout") {
      const written = await file.source();
      for await (const chunk of written.open())
        await io.stdout.writeBytes(chunk);
      await file.abort();
    } else {
      await file.commit();
    }
    const digest = await sha256?.digest();
    return { sizeBytes, sha256: digest && toHex(digest) };
  } catch (error) {
    await file.abort();
    throw error;
  }
}

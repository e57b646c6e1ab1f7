import { createHash } from "node:crypto";
import { availableParallelism } from "node:os";
import {
  createAtomicFile,
  nativeDeflater,
  nativeHash,
} from "@stx-patch/node-io";
import {
  planPatch,
  prepareRpm,
  writePatch,
  type PatchPlan,
  type PreparedRpm,
} from "@stx-patch/patch-build";
import type { Io } from "../world/io.js";
import { counted, type Progress } from "../render/progress.js";
import type { BuildInputs } from "./build-inputs.js";
import { selfCheck } from "./self-check.js";

/** The file that a build made. */
export interface WrittenPatch {
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** Signs the RPMs' files and decides every byte of the patch but its seal. */
export async function prepareBuild(
  inputs: BuildInputs,
  layout: "header" | "signature",
  progress: Progress,
): Promise<PatchPlan> {
  const ima =
    inputs.imaKey === undefined
      ? undefined
      : { signer: inputs.imaKey.signer, layout };
  const prepared: PreparedRpm[] = [];
  for (const rpm of inputs.rpms) {
    prepared.push(
      await prepareRpm(rpm, {
        ima,
        hash: nativeHash,
        onProgress: (bytes) => {
          progress.advance(bytes);
        },
      }),
    );
  }
  return planPatch(inputs.request, prepared);
}

/**
 * Writes the patch to a temporary file beside the target, reads it back, and only then gives it its name
 * (or copies it to stdout). On failure nothing is left.
 */
export async function writeBuild(
  inputs: BuildInputs,
  plan: PatchPlan,
  options: { selfCheck: boolean; temporaryTarget: string; progress: Progress },
  io: Io,
): Promise<WrittenPatch> {
  const file = await createAtomicFile(options.temporaryTarget);
  try {
    const sha256 = createHash("sha256");
    let sizeBytes = 0;
    const chunks = writePatch(plan, {
      hash: nativeHash,
      signer: inputs.patchKey.signer,
      deflater: nativeDeflater,
      concurrency: availableParallelism(),
      onProgress: (bytes) => {
        options.progress.advance(bytes);
      },
    });
    for await (const chunk of chunks) {
      sizeBytes += chunk.length;
      sha256.update(chunk);
      await file.write(chunk);
    }
    await file.sync();
    const written = await file.source();
    if (options.selfCheck) {
      const bytes = counted(written.open(), options.progress);
      await selfCheck(bytes, inputs, plan.rpms, io.now());
    }
    if (inputs.output.kind === "stdout") {
      for await (const chunk of written.open())
        await io.stdout.writeBytes(chunk);
      await file.abort();
    } else {
      await file.commit();
    }
    return { sizeBytes, sha256: sha256.digest("hex") };
  } catch (error) {
    await file.abort();
    throw error;
  }
}

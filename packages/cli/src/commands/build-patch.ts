import { mapConcurrently } from "@stx-patch/core";
import { patchFileName, type SealResult } from "@stx-patch/patch-format";
import {
  assertSoundRpm,
  planPatch,
  prepareRpm,
  signAhead,
  writePatch,
  type PatchPlan,
} from "@stx-patch/patch-build";
import type {
  PatchWitness,
  SealedContent,
  VerificationReport,
} from "@stx-patch/patch-verify";
import type { SidecarMaker } from "../sidecars/sidecar.js";
import type { Io } from "../world/io.js";
import type { BuildInputs } from "./build-inputs.js";
import { startSelfCheck } from "./self-check.js";
import { signedChunks, type MakePatch } from "./server-signature.js";
import {
  nativeWriteOptions,
  writePatchFile,
  type PatchTools,
  type WrittenPatch,
} from "./write-patch-file.js";

/** Enough that a small RPM does not wait for the disk's answer; each holds two blocks of a large one. */
const RPMS_AT_A_TIME = 4;

/** Signs the RPMs' files and decides every byte of the patch but its seal. */
export async function prepareBuild(
  inputs: Pick<BuildInputs, "request" | "rpms" | "imaKey">,
  layout: "header" | "signature",
  { hash, memory, progress }: PatchTools,
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
      isOnly: inputs.rpms.length === 1,
      onProgress: (bytes) => {
        progress.advance(bytes);
      },
    }),
  );
  return planPatch(inputs.request, prepared);
}

/** Who wants to know what was written. */
export interface ReadBack {
  readonly witness: PatchWitness;
  /** Called when the self-check found nothing wrong. */
  take(report: VerificationReport): void;
}

/** Writes the patch of a plan. */
export function writeBuild(
  {
    request,
    rpms,
    output,
    patchKey,
    imaKey,
  }: Pick<BuildInputs, "request" | "rpms" | "output" | "patchKey" | "imaKey">,
  plan: PatchPlan,
  options: {
    readonly selfCheck: boolean;
    readonly fileDigest: boolean;
    /** Gets what the self-check reads back. */
    readonly readBack: ReadBack | undefined;
    /** Gets what the signature is over; it is known when the patch is written. */
    readonly sidecars: (seal: () => SealResult) => readonly SidecarMaker[];
  },
  tools: PatchTools,
  io: Io,
): Promise<WrittenPatch> {
  // Packages that stay as they are may carry signatures of keys we do not know.
  const allOurs = plan.rpms.every(({ ima }) => ima.kind === "signed");
  const signers = { patchKey, imaKey: allOurs ? imaKey : undefined };
  const { hash, memory } = tools;
  let seal: SealResult | undefined;
  const sealed = (): SealResult => {
    if (seal === undefined) throw new TypeError("the patch is not sealed yet");
    return seal;
  };
  const { readBack } = options;
  const withMd5 = new Set(
    plan.rpms
      .filter(({ isMd5Known }) => isMd5Known)
      .map(({ fileName }) => fileName),
  );
  const names = new Map(rpms.map((rpm) => [rpm.fileName, rpm.source.name]));
  const checkOptions = {
    hash,
    memory,
    now: io.now(),
    expected: {
      signedMembers: plan.semanticsTar === undefined ? 2 : 3,
      knowsMd5: (fileName: string) => withMd5.has(fileName),
    },
    beforeSigning: (content: SealedContent) => {
      assertSound(content, names);
    },
    witness: readBack?.witness,
  };
  const fileName = patchFileName(request.id);
  const made: MakePatch = (signer, reader) =>
    writePatch(plan, {
      ...nativeWriteOptions(signer, tools, reader),
      onSeal: (written) => {
        seal = written;
      },
    });
  return writePatchFile(
    {
      chunks: (reader) => signedChunks(patchKey, fileName, made, tools, reader),
      output,
      fileName,
      fileDigest: options.fileDigest,
      sidecars: options.sidecars(sealed),
      check: options.selfCheck
        ? (bytes) => {
            const check = startSelfCheck(bytes, signers, checkOptions);
            const report = check.report.then((read) => {
              readBack?.take(read);
              return read;
            });
            return { ...check, report };
          }
        : undefined,
    },
    tools,
    io,
  );
}

/**
 * A signer, who may be a person, is asked for what will not be refused afterwards only.
 *
 * @param names - what the user calls each RPM
 */
function assertSound(
  { rpms }: SealedContent,
  names: ReadonlyMap<string, string>,
): void {
  for (const { fileName, problem, digests } of rpms) {
    if (problem !== undefined) throw problem;
    if (digests !== undefined)
      assertSoundRpm(names.get(fileName) ?? fileName, digests);
  }
}

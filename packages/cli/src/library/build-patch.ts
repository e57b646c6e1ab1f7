import { resolve } from "node:path";
import type { KeyInfo } from "@stx-patch/core";
import { createThreadedHash } from "@stx-patch/node-io";
import {
  checkRpmSet,
  type ImaOutcome,
  type InspectedRpm,
} from "@stx-patch/patch-build";
import type { BuildInputs } from "../commands/build-inputs.js";
import { prepareBuild, writeBuild } from "../commands/build-patch.js";
import { ProblemList } from "../problems.js";
import { openRpmInputs } from "../world/inputs.js";
import { assertNoInput, findOutput } from "../world/output.js";
import { openImaSigner, openPatchSigner } from "../world/signers.js";
import { checkTexts, type PatchTexts } from "./build-request.js";
import { signerQueryOf, type SigningKeyOptions } from "./keys.js";
import { quietIo } from "./quiet-io.js";
import { callbackProgress, type WorkOptions } from "./work.js";

/** RPMs and the node types that get them. */
export interface RpmFiles {
  /** A file, a pattern (`build/*.rpm`) or a directory. */
  readonly path: string;
  /** `controller`, `worker`, `storage` ...; none: hosts that have the package already. */
  readonly personalities: readonly string[];
}

/** What to build, from what, and who signs it. */
export interface BuildPatchOptions extends PatchTexts, WorkOptions {
  readonly rpms: readonly RpmFiles[];
  /** Signs the patch. */
  readonly key: string | SigningKeyOptions;
  /** Signs the files in the RPMs for the kernel (IMA); the RPMs stay as they are when absent. */
  readonly imaKey?: string | SigningKeyOptions | undefined;
  /** Where file signatures go: the main header (as StarlingX's rpm does) when absent, or the signature header. */
  readonly imaLayout?: "header" | "signature" | undefined;
  /** A directory or a file name; the working directory when absent. */
  readonly output?: string | undefined;
  /** False: the finished patch is not read back by the verifier before it gets its name. */
  readonly selfCheck?: boolean | undefined;
}

/** An RPM as it is in the patch. */
export interface BuiltRpm {
  readonly fileName: string;
  /** Name, epoch, version, release and architecture. */
  readonly nevra: string;
  readonly sizeBytes: number;
  readonly personalities: readonly string[];
  /** What became of its file signatures. */
  readonly ima: ImaOutcome;
}

/** The patch that was built. */
export interface BuiltPatch {
  readonly id: string;
  /** Absolute. */
  readonly path: string;
  readonly sizeBytes: number;
  /** Of the file, lower-case hex. */
  readonly sha256: string;
  readonly rpms: readonly BuiltRpm[];
  /** Public half of the key that signed the patch. */
  readonly key: KeyInfo;
}

/**
 * Builds a patch, signs it, reads it back with the verifier, and only then gives it its name. The same inputs give the same bytes. On failure no
 * file is left, and an older one of that name stays as it was.
 *
 * @throws Problems when something is wrong with the request or the RPMs: all of it together, before any work
 * @throws a coded error (`isCodedError`) when the work fails: IoError, BuildError, SigningError, CliError; the signal's reason when it is stopped
 */
export async function buildPatch(
  options: BuildPatchOptions,
): Promise<BuiltPatch> {
  const { signal, imaLayout = "header", selfCheck = true } = options;
  signal?.throwIfAborted();
  const cwd = resolve(options.cwd ?? ".");
  const inputs = await collectInputs(options, cwd);
  const digests = createThreadedHash();
  try {
    const payloadBytes = inputs.rpms.reduce(
      (sum, { source }) => sum + source.sizeBytes,
      0,
    );
    const passes =
      (inputs.imaKey !== undefined && imaLayout === "header" ? 2 : 1) +
      (selfCheck ? 1 : 0);
    const { hash, memory } = digests;
    const progress = callbackProgress(options, passes * payloadBytes);
    const tools = { hash, memory, progress };
    const plan = await prepareBuild(inputs, imaLayout, tools);
    signal?.throwIfAborted();
    const { sizeBytes, sha256 } = await writeBuild(
      inputs,
      plan,
      {
        selfCheck,
        fileDigest: true,
        readBack: undefined,
        sidecars: () => [],
      },
      tools,
      quietIo(cwd),
    );
    return {
      id: plan.metadata.id,
      path: inputs.path,
      sizeBytes,
      sha256: sha256 ?? "",
      rpms: plan.rpms.map(({ fileName, info, ...rpm }) => ({
        fileName,
        nevra: info.nevra,
        sizeBytes: rpm.sizeBytes,
        personalities: rpm.personalities,
        ima: rpm.ima,
      })),
      key: inputs.patchKey.signer.key,
    };
  } finally {
    await digests.close();
    await inputs.close();
  }
}

/** What a build takes, found and checked, and where the patch will be. */
type LibraryInputs = Omit<BuildInputs, "release" | "anchors"> & {
  readonly path: string;
};

async function collectInputs(
  options: BuildPatchOptions,
  cwd: string,
): Promise<LibraryInputs> {
  const problems = new ProblemList();
  const request = await checkTexts(options, cwd, problems);
  const named = options.rpms.map(({ path, personalities }) => ({
    value: path,
    personalities,
  }));
  const { imaKey: imaKeyOptions } = options;
  const found = await openRpmInputs(named, cwd, {
    signFiles: imaKeyOptions !== undefined,
  });
  try {
    problems.add(...found.problems);
    if (named.length === 0 || found.rpms.length > 0)
      problems.add(...checkRpmSet(found.rpms));
    const patchKey = await problems.attempt(async () =>
      openPatchSigner(await signerQueryOf(options.key, cwd), "derived"),
    );
    const imaKey =
      imaKeyOptions === undefined
        ? undefined
        : await problems.attempt(async () =>
            openImaSigner(await signerQueryOf(imaKeyOptions, cwd)),
          );
    const output =
      request &&
      (await problems.attempt(() =>
        findOutput(fileName(options.output), request.id, cwd, false),
      ));
    if (output !== undefined)
      await problems.attempt(() => {
        assertNoInput(output, inputFiles(options, found.rpms, cwd));
      });
    problems.throwIfAny();
    if (
      request === undefined ||
      patchKey === undefined ||
      output?.kind !== "file"
    )
      throw new TypeError("something is missing although no problem was found");
    const { rpms, close } = found;
    return {
      request,
      rpms,
      patchKey,
      imaKey,
      output,
      path: output.path,
      close,
    };
  } catch (error) {
    await found.close();
    throw error;
  }
}

/** For the command `-` is stdout. */
function fileName(output: string | undefined): string | undefined {
  return output === "-" ? "./-" : output;
}

/** Every file that is read for a build, as an absolute path. */
function inputFiles(
  { key, imaKey, preApply, preRemove }: BuildPatchOptions,
  rpms: readonly InspectedRpm[],
  cwd: string,
): string[] {
  const keys = [key, imaKey].flatMap((named) =>
    named === undefined || typeof named === "string"
      ? [named]
      : [named.key, named.certificate, named.passphraseFile],
  );
  return [
    ...rpms.map(({ source }) => source.name),
    ...keys,
    preApply,
    preRemove,
  ]
    .filter((path) => path !== undefined)
    .map((path) => resolve(cwd, path));
}

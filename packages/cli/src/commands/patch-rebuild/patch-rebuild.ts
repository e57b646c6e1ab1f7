import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { equalBytes, type PatchSigner } from "@stx-patch/core";
import {
  createAtomicFile,
  createAtomicFolder,
  createThreadedHash,
  openFileSource,
  type AtomicFolder,
} from "@stx-patch/node-io";
import { isPatchId, type SemanticAction } from "@stx-patch/patch-format";
import {
  planPatch,
  prepareRpm,
  writePatch,
  type BuildRequest,
} from "@stx-patch/patch-build";
import {
  createSnapshotTaker,
  diffPatches,
  type PatchDiff,
  type PatchSnapshot,
} from "@stx-patch/patch-diff";
import type { VerificationReport } from "@stx-patch/patch-verify";
import type { ParsedLine } from "../../command-line/parse.js";
import { CliError } from "../../error.js";
import { EXIT } from "../../exit-codes.js";
import { ProblemList, type Problems } from "../../problems.js";
import { createProgress } from "../../render/progress.js";
import { rebuildJson, rebuildText } from "../../render/rebuild.js";
import { lookFor } from "../../render/report-look.js";
import type { Io } from "../../world/io.js";
import { openRpmInputs } from "../../world/inputs.js";
import { readScript } from "../../world/scripts.js";
import { assertUsable } from "../open-patch.js";
import { Extraction } from "../patch-extract/extraction.js";
import { everything } from "../patch-extract/selection.js";
import { findPatchSigner } from "../patch-signer.js";
import { trustSetup, verifySource, type TrustSetup } from "../verify-file.js";
import { nativeWriteOptions, type PatchTools } from "../write-patch-file.js";

/** What a rebuild showed. */
export interface RebuildResult {
  readonly file: string;
  readonly diff: PatchDiff;
  /** The signature was made anew, not carried over. */
  readonly isSigned: boolean;
}

/** `patch-rebuild PATCH`. */
export async function runPatchRebuild(
  line: ParsedLine,
  lineProblems: Problems | undefined,
  io: Io,
): Promise<number> {
  const problems = new ProblemList();
  if (lineProblems !== undefined) problems.add(...lineProblems.problems);
  const [file, ...surplus] = line.positionals;
  if (file === undefined || file === "-")
    problems.add(
      new CliError("CLI_ARGUMENT_MISSING", "no patch file is named"),
    );
  if (surplus.length > 0)
    problems.add(
      new CliError("CLI_ARGUMENT_UNEXPECTED", "only one patch at a time"),
    );
  const setup = await problems.attempt(() => trustSetup(line, io));
  const signer =
    line.text("key") === undefined
      ? undefined
      : await problems.attempt(() => findPatchSigner(line, io));
  problems.throwIfAny();
  if (file === undefined || setup === undefined) return EXIT.internal;

  const progress = createProgress(io, {
    label: "rebuilding",
    totalBytes: undefined,
    enabled: !line.flag("quiet") && !line.flag("no-progress"),
  });
  const digests = createThreadedHash();
  const { hash, memory } = digests;
  const parts = await createAtomicFolder(join(tmpdir(), "patch-rebuild"));
  try {
    const tools = { hash, memory, progress };
    const old = await readOld(resolve(io.cwd, file), parts, setup, tools);
    assertUsable(file, old.snapshot.report, false);
    const rebuilt = await rebuild(old, parts, signer?.signer, setup, tools);
    const result = {
      file,
      diff: strictly(diffPatches(old.snapshot, rebuilt), signer !== undefined),
      isSigned: signer !== undefined,
    };
    progress.hide();
    if (line.flag("json")) io.stdout.write(rebuildJson(result));
    else if (!line.flag("quiet"))
      io.stdout.write(rebuildText(result, lookFor(io.stdout, io.env, "short")));
    return result.diff.verdict === "different" ? EXIT.different : EXIT.done;
  } finally {
    progress.hide();
    await parts.abort();
    await digests.close();
  }
}

/**
 * A rebuild asks for bytes: other signed bytes are different even when the files in them are the same, and a signature that was carried
 * over is none that was made.
 */
function strictly(diff: PatchDiff, isSigned: boolean): PatchDiff {
  const { before, after, verdict } = diff;
  if (before.signedSha256 !== after.signedSha256)
    return { ...diff, verdict: "different" };
  return verdict === "identical" && !isSigned
    ? { ...diff, verdict: "same-but-signature" }
    : diff;
}

/** What the patch says of itself; its files are in the folder of parts. */
interface OldPatch {
  readonly snapshot: PatchSnapshot;
  readonly signature: Uint8Array;
  readonly seal: Uint8Array;
  readonly mtimeSeconds: number;
}

/** One pass: verified, compared and taken apart are the same bytes. */
async function readOld(
  path: string,
  parts: AtomicFolder,
  setup: TrustSetup,
  { hash, memory, progress }: PatchTools,
): Promise<OldPatch> {
  const taker = createSnapshotTaker(hash);
  const destination = {
    shown: parts.path,
    isStdout: false,
    createFile: (names: readonly string[]) => parts.createFile(names),
    commit: () => Promise.resolve(),
    abort: () => parts.abort(),
  };
  const { witness } = new Extraction(everything(), destination, hash);
  const seen = {
    mtimeSeconds: 0,
    signature: new Uint8Array(0),
    seal: new Uint8Array(0),
  };
  const source = await openFileSource(path);
  try {
    const report = await verifySource(source, setup, {
      hash,
      memory,
      advance: progress.advance,
      fileDigest: true,
      takeSeal: (seal, signature) => {
        taker.takeSeal(seal);
        seen.seal = seal.sha256.slice();
        seen.signature = signature?.slice() ?? seen.signature;
      },
      witness: {
        file: (file) => {
          if (file.path === "metadata.tar")
            seen.mtimeSeconds = file.mtimeSeconds;
          const sinks = [taker.witness.file?.(file), witness.file?.(file)];
          return {
            update: async (chunk) => {
              for (const sink of sinks) await sink?.update(chunk);
            },
            finish: async () => {
              for (const sink of sinks) await sink?.finish();
            },
          };
        },
        rpm: (rpm) => taker.witness.rpm?.(rpm),
      },
    });
    return { snapshot: taker.finish(report), ...seen };
  } finally {
    await source.close();
  }
}

/** Builds the patch again with patch-build's own steps and reads it with the verifier. */
async function rebuild(
  old: OldPatch,
  parts: AtomicFolder,
  signer: PatchSigner | undefined,
  setup: TrustSetup,
  tools: PatchTools,
): Promise<PatchSnapshot> {
  const { report } = old.snapshot;
  const request = await requestOf(report, old.mtimeSeconds, parts.path);
  const inputs = await openRpmInputs(
    report.rpms.map(({ fileName, personalities }) => ({
      value: join("software", fileName),
      personalities,
    })),
    parts.path,
    { signFiles: false },
  );
  const file = await createAtomicFile(join(tmpdir(), `${request.id}.patch`));
  try {
    const problems = new ProblemList();
    problems.add(...inputs.problems);
    problems.throwIfAny();
    const prepared = [];
    for (const rpm of inputs.rpms)
      prepared.push(await prepareRpm(rpm, { ...tools, ima: undefined }));
    const plan = await planPatch(request, prepared);
    const writing = nativeWriteOptions(signer ?? carriedOver(old), tools);
    for await (const chunk of writePatch(plan, writing))
      await file.write(chunk);
    await file.end();
    const taker = createSnapshotTaker(tools.hash);
    const { witness, takeSeal } = taker;
    const source = await file.source();
    const rebuilt = await verifySource(source, setup, {
      hash: tools.hash,
      memory: tools.memory,
      advance: tools.progress.advance,
      fileDigest: true,
      witness,
      takeSeal,
    });
    return taker.finish({ ...rebuilt, file: "the rebuilt patch" });
  } finally {
    await file.abort();
    await inputs.close();
  }
}

async function requestOf(
  { metadata }: VerificationReport,
  mtimeSeconds: number,
  folder: string,
): Promise<BuildRequest> {
  if (metadata === null || !isPatchId(metadata.id))
    throw new TypeError("a trusted patch has metadata and an id");
  const { id, semantics } = metadata;
  const scripts = await Promise.all(
    semantics.map((action) =>
      readScript(
        action as SemanticAction,
        join("semantics", action, id),
        folder,
      ),
    ),
  );
  return { id, metadata, scripts, mtimeSeconds };
}

/** Gives back the signature of the old patch, over the very bytes it is about; over others nobody has one. */
function carriedOver({ signature, seal, snapshot }: OldPatch): PatchSigner {
  const key = snapshot.report.signer;
  return {
    key: {
      algorithm: "rsa",
      bits: key?.keyBits ?? 0,
      spkiSha256: key?.spkiSha256 ?? "",
      spki: new Uint8Array(0),
    },
    sign: (sha256) =>
      Promise.resolve(
        equalBytes(sha256, seal) ? signature : new Uint8Array(signature.length),
      ),
  };
}

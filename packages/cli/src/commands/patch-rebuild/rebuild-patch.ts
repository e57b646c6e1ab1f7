import { resolve } from "node:path";
import type { ImaSigner, PatchSigner } from "@stx-patch/core";
import { openFileSource, type FileSource } from "@stx-patch/node-io";
import { diffPatches, type PatchDiff } from "@stx-patch/patch-diff";
import { ProblemList } from "../../problems.js";
import type { NamedSigner } from "../../world/signers.js";
import { assertUsable } from "../open-patch.js";
import type { Log } from "../../world/log.js";
import type { TrustSetup } from "../verify-file.js";
import type { PatchTools } from "../write-patch-file.js";
import { carriedSignature } from "./carried-signature.js";
import type { OriginalRpm } from "./original-search.js";
import { findOriginals } from "./originals.js";
import { planRebuild } from "./plan-rebuild.js";
import { readOldPatch, type OldPatch } from "./read-old-patch.js";
import { reasonsFor, type Reason } from "./reasons.js";
import { headersOf } from "./rebuild-rpms.js";
import { rpmDifferences, type RpmDifference } from "./rpm-differences.js";
import {
  findDifference,
  writeRebuilt,
  type Difference,
} from "./write-rebuilt.js";

/** What is rebuilt, and with what. */
export interface RebuildArguments {
  /** As it was named. */
  readonly file: string;
  readonly cwd: string;
  readonly setup: TrustSetup;
  /** Undefined: the signature is carried over. */
  readonly patchKey: NamedSigner<PatchSigner> | undefined;
  /** Undefined: file signatures are carried over. */
  readonly imaKey: NamedSigner<ImaSigner> | undefined;
  /** Values of `--rpms`; none: the RPMs in the patch are taken. */
  readonly rpms: readonly string[];
}

/** What a rebuild showed. */
export interface RebuildResult {
  readonly file: string;
  readonly diff: PatchDiff;
  readonly signature: "made anew" | "carried over";
  readonly fileSignatures: "none" | "made anew" | "carried over";
  readonly rpmSource: "patch" | "originals";
  /** The first byte that is not the same; undefined: there is none. */
  readonly difference: Difference | undefined;
  readonly rpmDifferences: readonly RpmDifference[];
  readonly reasons: readonly Reason[];
}

/**
 * Builds a patch again from its own record and compares it, byte for byte. Nothing is kept on disk.
 *
 * @throws CliError CLI_PATCH_MALFORMED, CLI_PATCH_UNTRUSTED; Problems as findOriginals; BuildError, SigningError, IoError
 */
export async function rebuildPatch(
  given: RebuildArguments,
  tools: PatchTools,
  log: Log,
): Promise<RebuildResult> {
  const source = await openFileSource(resolve(given.cwd, given.file));
  const originals = new Map<string, OriginalRpm>();
  try {
    const old = await log.phase(`verifying ${given.file}`, () =>
      readOldPatch(source, given.setup, tools),
    );
    assertUsable(given.file, old.snapshot.report, false);
    await openOriginals(given, old, originals);
    return await rebuild(given, old, originals, tools, log);
  } finally {
    await closeAll([source, ...[...originals.values()].map((o) => o.source)]);
  }
}

async function openOriginals(
  { rpms, cwd }: RebuildArguments,
  old: OldPatch,
  originals: Map<string, OriginalRpm>,
): Promise<void> {
  if (rpms.length === 0) return;
  const { found, problems } = await findOriginals(rpms, headersOf(old), cwd);
  for (const [fileName, original] of found) originals.set(fileName, original);
  const list = new ProblemList();
  list.add(...problems);
  list.throwIfAny();
}

async function rebuild(
  { file, setup, patchKey, imaKey, rpms }: RebuildArguments,
  old: OldPatch,
  originals: ReadonlyMap<string, OriginalRpm>,
  tools: PatchTools,
  log: Log,
): Promise<RebuildResult> {
  const fromOriginals = rpms.length > 0;
  const inputs = {
    originals: fromOriginals ? originals : undefined,
    imaSigner: imaKey?.signer,
    limits: setup.limits,
  };
  const { plan, fileSignatures, close } = await log.phase(
    "preparing its RPMs",
    () => planRebuild(old, inputs, tools),
  );
  try {
    const signer = patchKey ?? { signer: carriedSignature(old) };
    const rebuilt = await log.phase("writing it again and verifying that", () =>
      writeRebuilt(old, plan, signer, setup, tools),
    );
    const difference = await log.phase("looking for the first difference", () =>
      findDifference(old, plan, rebuilt, setup, tools),
    );
    const diff = strictly(
      diffPatches(old.snapshot, rebuilt.snapshot),
      patchKey !== undefined,
    );
    const parts = rpmDifferences(old.snapshot, rebuilt.snapshot);
    return {
      file,
      diff,
      signature: patchKey === undefined ? "carried over" : "made anew",
      fileSignatures,
      rpmSource: fromOriginals ? "originals" : "patch",
      difference,
      rpmDifferences: parts,
      reasons: reasonsFor({ diff, rpms: parts, difference }),
    };
  } finally {
    await close();
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

async function closeAll(sources: readonly FileSource[]): Promise<void> {
  await Promise.all(sources.map((source) => source.close()));
}

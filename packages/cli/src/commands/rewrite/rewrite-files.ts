import { blockwiseInflater } from "@stx-patch/archive";
import { createThreadedHash, nativeInflater } from "@stx-patch/node-io";
import { parseSourceDateEpoch, rewritePatch } from "@stx-patch/patch-build";
import { patchFileName, toPatchId } from "@stx-patch/patch-format";
import type { ParsedLine } from "../../command-line/parse.js";
import { CliError } from "../../error.js";
import { ProblemList, type Problems } from "../../problems.js";
import { createProgress } from "../../render/progress.js";
import { outdatedSidecars } from "../../sidecars/outdated-sidecars.js";
import type { Io } from "../../world/io.js";
import { sizesOf } from "../../world/jobs.js";
import { expectedOf } from "../open-patch.js";
import { findPatchSigner } from "../patch-signer.js";
import { startSelfCheck } from "../self-check.js";
import { signedChunks, type MakePatch } from "../server-signature.js";
import { signerAnchors } from "../signer-arguments.js";
import { trustSetup } from "../verify-file.js";
import {
  nativeWriteOptions,
  writePatchFile,
  type PatchTools,
  type WrittenPatch,
} from "../write-patch-file.js";
import {
  closeJobs,
  prepareJobs,
  type Decide,
  type RewriteJob,
  type RewriteSetup,
} from "./rewrite-jobs.js";

/** What became of one patch. */
export interface RewriteResult extends RewriteJob {
  readonly patchKey: RewriteSetup["patchKey"];
  /** Undefined when nothing was written: after `--dry-run`, and when the file is right as it is. */
  readonly written: WrittenPatch | undefined;
  /** Files beside what was written that were made for the patch as it was, absolute. */
  readonly outdated: readonly string[];
}

/** A command that makes patches out of others. */
export interface Rewriting {
  /** For the progress line. */
  readonly label: string;
  readonly decide: Decide;
  /** Told of each patch as soon as it is done. */
  readonly onResult: (result: RewriteResult) => void;
}

/** Reading twice, and reading back. */
const PASSES = 3;

/**
 * Verifies all patches that are named, and only when nothing speaks against any of them writes what they become, one
 * after the other.
 *
 * @throws Problems; errors of the writing, which leave the patch at hand and those behind it as they were
 */
export async function rewriteFiles(
  line: ParsedLine,
  problems: ProblemList,
  { label, decide, onResult }: Rewriting,
  io: Io,
): Promise<RewriteResult[]> {
  checkArguments(line, problems);
  const setup = await findSetup(line, problems, io);
  const sizes = await sizesOf(line.positionals, io.cwd);
  const progress = createProgress(io, {
    label,
    totalBytes: PASSES * sizes.reduce((sum, size) => sum + size, 0),
    enabled: !line.flag("quiet") && !line.flag("no-progress"),
  });
  const digests = createThreadedHash();
  const tools = { hash: digests.hash, memory: digests.memory, progress };
  let jobs: RewriteJob[] = [];
  const results: RewriteResult[] = [];
  try {
    jobs = await io.log.phase("verifying what is to be changed", () =>
      prepareJobs(line, setup, decide, tools, io),
    );
    for (const job of jobs) {
      const written =
        job.isNeeded && !line.flag("dry-run")
          ? await io.log.phase(`writing ${job.patch.file}`, () =>
              writeJob(job, setup, line, tools, io),
            )
          : undefined;
      await job.patch.close();
      const outdated = written === undefined ? [] : await outdatedBy(job);
      const result = { ...job, patchKey: setup.patchKey, written, outdated };
      progress.hide();
      onResult(result);
      results.push(result);
    }
    return results;
  } finally {
    progress.end();
    await closeJobs(jobs);
    await digests.close();
  }
}

async function outdatedBy({
  output,
  metadata,
}: RewriteJob): Promise<readonly string[]> {
  return output.kind === "file"
    ? outdatedSidecars({
        path: output.path,
        hasNewContent: metadata !== undefined,
      })
    : [];
}

/** A command line's problems so far, as a list to add to. */
export function problemListOf(problems: Problems | undefined): ProblemList {
  const list = new ProblemList();
  if (problems !== undefined) list.add(...problems.problems);
  return list;
}

function checkArguments(line: ParsedLine, problems: ProblemList): void {
  const files = line.positionals;
  if (files.length === 0)
    problems.add(new CliError("CLI_ARGUMENT_MISSING", "no patch is named"));
  if (files.includes("-"))
    problems.add(
      new CliError(
        "CLI_ARGUMENT_UNEXPECTED",
        "a patch is read twice, which stdin (-) cannot be",
      ),
    );
}

/** @throws Problems */
async function findSetup(
  line: ParsedLine,
  problems: ProblemList,
  io: Io,
): Promise<RewriteSetup> {
  const trust = await problems.attempt(() => trustSetup(line, io));
  const patchKey = await problems.attempt(() => findPatchSigner(line, io));
  const anchors = await problems.attempt(() => signerAnchors(line, io));
  const mtimeSeconds = await problems.attempt(() =>
    parseSourceDateEpoch(io.env["SOURCE_DATE_EPOCH"]),
  );
  problems.throwIfAny();
  if (trust === undefined || patchKey === undefined || anchors === undefined)
    throw new TypeError("a value is missing although no problem was found");
  return { trust, patchKey, signerAnchors: anchors, mtimeSeconds };
}

async function writeJob(
  { patch, output, metadata }: RewriteJob,
  { trust, patchKey, mtimeSeconds }: RewriteSetup,
  line: ParsedLine,
  tools: PatchTools,
  io: Io,
): Promise<WrittenPatch> {
  // A copy belongs to whoever made it, but is for nobody to read who could not read the original.
  const isInPlace = line.text("output") === undefined;
  const { source, verified } = patch;
  const { limits } = trust;
  const fileName = patchFileName(toPatchId(verified.metadata.id));
  const rewritten: MakePatch = (signer, readBack) =>
    rewritePatch(source.open(undefined, { memory: tools.memory }), {
      ...nativeWriteOptions(signer, tools, readBack),
      verified,
      metadata,
      mtimeSeconds,
      limits,
      inflater: blockwiseInflater(nativeInflater),
    });
  return writePatchFile(
    {
      chunks: (readBack) =>
        signedChunks(patchKey, fileName, rewritten, tools, readBack),
      output,
      fileName,
      access: isInPlace ? source.access : { mode: source.access.mode },
      // A signer may take its time: nobody's work is to be replaced by what was made of an older file.
      beforeCommit: isInPlace
        ? () => {
            source.assertInPlace();
          }
        : undefined,
      fileDigest: line.flag("json"),
      check: (bytes) =>
        startSelfCheck(
          bytes,
          { patchKey },
          {
            ...{ hash: tools.hash, memory: tools.memory, now: io.now() },
            ...{ limits, expected: expectedOf(verified) },
          },
        ),
    },
    tools,
    io,
  );
}

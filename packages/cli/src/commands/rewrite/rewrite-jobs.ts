import type { PatchSigner } from "@stx-patch/core";
import type { FieldChange } from "@stx-patch/patch-build";
import { toPatchId, type PatchMetadata } from "@stx-patch/patch-format";
import type { TrustAnchor } from "@stx-patch/trust";
import type { ParsedLine } from "../../command-line/parse.js";
import { CliError } from "../../error.js";
import { ProblemList } from "../../problems.js";
import { identityOf } from "../../world/files.js";
import type { Io } from "../../world/io.js";
import {
  assertNoInput,
  findOutput,
  type OutputTarget,
} from "../../world/output.js";
import { openPatch, type OpenPatch } from "../open-patch.js";
import type { NamedSigner } from "../patch-signer.js";
import type { TrustSetup } from "../verify-file.js";
import type { PatchTools } from "../write-patch-file.js";
import { roleOfNewSignature } from "./signature-role.js";

/** What is to become of a patch's metadata. */
export interface MetadataDecision {
  /** The new metadata; undefined when metadata.tar stays byte for byte as it is. */
  readonly metadata: PatchMetadata | undefined;
  readonly changes: readonly FieldChange[];
  /** False when the file is right as it is. */
  readonly isNeeded: boolean;
}

/** One patch that was verified, and everything decided about the one that it becomes. */
export interface RewriteJob extends MetadataDecision {
  readonly patch: OpenPatch;
  readonly output: OutputTarget;
  /** Role of the new signature. */
  readonly role: string;
}

/** What all jobs of a run share. */
export interface RewriteSetup {
  readonly trust: TrustSetup;
  readonly patchKey: NamedSigner<PatchSigner>;
  /** Who tells the role of the key. */
  readonly signerAnchors: readonly TrustAnchor[];
  /** Time stamp of what is new. */
  readonly mtimeSeconds: number | undefined;
}

/** Says what becomes of a patch, or throws why nothing may. */
export type Decide = (
  patch: OpenPatch,
  problems: ProblemList,
  setup: RewriteSetup,
) => MetadataDecision | undefined;

/**
 * Opens and verifies all files that are named and decides everything about what they become, before a byte is
 * written. Whoever gets the jobs closes their patches.
 *
 * @throws Problems
 */
export async function prepareJobs(
  line: ParsedLine,
  setup: RewriteSetup,
  decide: Decide,
  tools: PatchTools,
  io: Io,
): Promise<RewriteJob[]> {
  const jobs: RewriteJob[] = [];
  const problems = new ProblemList();
  try {
    for (const file of line.positionals) {
      const patch = await problems.attempt(() =>
        openPatch(file, {
          setup: setup.trust,
          cwd: io.cwd,
          hash: tools.hash,
          memory: tools.memory,
          advance: tools.progress.advance,
          allowUntrusted: line.flag("allow-untrusted"),
        }),
      );
      if (patch === undefined) continue;
      try {
        const job = await prepareJob(patch, line, setup, problems, decide, io);
        if (job === undefined) await patch.close();
        else {
          jobs.push(job);
          patch.source.rest();
        }
      } catch (error) {
        await patch.close();
        throw error;
      }
    }
    await problems.attempt(() => {
      assertApart(jobs, setup);
    });
    problems.throwIfAny();
    return jobs;
  } catch (error) {
    await closeJobs(jobs);
    throw error;
  }
}

/** Frees the files. */
export async function closeJobs(jobs: readonly RewriteJob[]): Promise<void> {
  for (const { patch } of jobs) await patch.close();
}

async function prepareJob(
  patch: OpenPatch,
  line: ParsedLine,
  setup: RewriteSetup,
  problems: ProblemList,
  decide: Decide,
  io: Io,
): Promise<RewriteJob | undefined> {
  const decision = await problems.attempt(() => decide(patch, problems, setup));
  const { trust, patchKey, signerAnchors } = setup;
  const role = await problems.attempt(() =>
    roleOfNewSignature(patch, {
      patchKey,
      asked: line.text("role"),
      anchors: signerAnchors,
      intermediates: trust.intermediates,
    }),
  );
  const output = await problems.attempt(() => outputOf(patch, line, io));
  if (decision === undefined || role === undefined || output === undefined)
    return undefined;
  return { patch, output, role, ...decision };
}

/** Without `-o` a patch is replaced by what becomes of it. */
async function outputOf(
  { path, verified }: OpenPatch,
  line: ParsedLine,
  io: Io,
): Promise<OutputTarget> {
  const named = line.text("output");
  const id = toPatchId(verified.metadata.id);
  return findOutput(named ?? path, id, io.cwd, io.stdout.isTerminal);
}

/** @throws CliError CLI_OUTPUT_SHARED, CLI_OUTPUT_IS_INPUT */
function assertApart(
  jobs: readonly RewriteJob[],
  { patchKey }: RewriteSetup,
): void {
  const seen = new Map<string, string>();
  const inputs = new Map<string, string>();
  for (const { patch } of jobs) inputs.set(identityOf(patch.path), patch.path);
  for (const { patch, output } of jobs) {
    const target =
      output.kind === "file" ? identityOf(output.path) : output.kind;
    const other = seen.get(target);
    if (other !== undefined)
      throw new CliError(
        "CLI_OUTPUT_SHARED",
        `${other} and ${patch.file} would both be written to ${output.kind === "file" ? output.path : "stdout"}`,
      );
    seen.set(target, patch.file);
    // Of thousands of patches, looking each of them up for each would take hours.
    const replaced = inputs.get(target);
    const others =
      replaced === undefined || replaced === patch.path ? [] : [replaced];
    assertNoInput(output, [...others, patchKey.source]);
  }
}

import { resolve } from "node:path";
import {
  createAtomicFile,
  createThreadedHash,
  type AtomicFile,
} from "@stx-patch/node-io";
import type { VerificationReport } from "@stx-patch/patch-verify";
import {
  createContentsTaker,
  type PatchContents,
  type SbomFormat,
  type SbomOptions,
} from "@stx-patch/sbom";
import type { ParsedLine } from "../../command-line/parse.js";
import { CliError } from "../../error.js";
import { EXIT } from "../../exit-codes.js";
import { ProblemList, type Problems } from "../../problems.js";
import { createProgress, type Progress } from "../../render/progress.js";
import { lookFor } from "../../render/report-look.js";
import { sbomJson, sbomText } from "../../render/sbom.js";
import { renderReport } from "../../render/verify-report.js";
import { version } from "../../version.js";
import type { Io } from "../../world/io.js";
import { sizesOf } from "../../world/jobs.js";
import { assertUsable } from "../open-patch.js";
import {
  trustSetup,
  verifyFile,
  verifyStream,
  type TrustSetup,
} from "../verify-file.js";
import { sbomJobs, type SbomJob } from "./sbom-targets.js";
import { writeSbom, type WrittenSbom } from "./write-sbom-file.js";
import { writeFitted } from "../../render/fit.js";

/** What was made of one patch. */
export interface SbomResult {
  readonly patch: string;
  readonly report: VerificationReport;
  readonly contents: PatchContents;
  readonly sboms: readonly WrittenSbom[];
}

/** `patch-sbom PATCH...`: one pass over each patch verifies it and gathers what is listed. */
export async function runPatchSbom(
  line: ParsedLine,
  lineProblems: Problems | undefined,
  io: Io,
): Promise<number> {
  const problems = new ProblemList();
  if (lineProblems !== undefined) problems.add(...lineProblems.problems);
  checkArguments(line, problems);
  const setup = await problems.attempt(() => trustSetup(line, io));
  const jobs = await problems.attempt(() =>
    sbomJobs(
      {
        patches: line.positionals,
        formats: formatsOf(line),
        output: line.text("output"),
      },
      io,
    ),
  );
  problems.throwIfAny();
  if (setup === undefined || jobs === undefined) return EXIT.internal;

  const sizes = await sizesOf(line.positionals, io.cwd);
  const progress = createProgress(io, {
    label: "listing",
    totalBytes: line.positionals.includes("-")
      ? undefined
      : sizes.reduce((sum, size) => sum + size, 0),
    enabled: !line.flag("quiet") && !line.flag("no-progress"),
  });
  const results: SbomResult[] = [];
  try {
    for (const job of jobs)
      results.push(await makeSboms(job, { line, setup, progress }, io));
  } finally {
    progress.hide();
  }
  if (line.flag("json")) io.stdout.write(sbomJson(results));
  else if (!line.flag("quiet") && line.text("output") !== "-")
    writeFitted(io.stdout, sbomText(results));
  return EXIT.done;
}

function checkArguments(line: ParsedLine, problems: ProblemList): void {
  const { positionals } = line;
  if (positionals.length === 0)
    problems.add(new CliError("CLI_ARGUMENT_MISSING", "no patch is named"));
  if (positionals.filter((file) => file === "-").length > 1)
    problems.add(
      new CliError(
        "CLI_ARGUMENT_UNEXPECTED",
        "stdin (-) can be read only once",
      ),
    );
  if (line.flag("json") && line.text("output") === "-")
    problems.add(
      new CliError(
        "CLI_OPTIONS_CONFLICT",
        "--json and -o - are the same place",
      ),
    );
}

function formatsOf(line: ParsedLine): SbomFormat[] {
  const named = line.list("format") as SbomFormat[];
  return named.length === 0 ? ["cyclonedx"] : named;
}

/** What all patches of a run share. */
interface SbomRun {
  readonly line: ParsedLine;
  readonly setup: TrustSetup;
  readonly progress: Progress;
}

/** The files of one patch get their names together, behind its verdict. */
async function makeSboms(
  { patch, targets }: SbomJob,
  { line, setup, progress }: SbomRun,
  io: Io,
): Promise<SbomResult> {
  const files: (AtomicFile | undefined)[] = [];
  try {
    // Opened first: whether a file can be written is told before the patch is read, not after it.
    for (const { path } of targets)
      files.push(path === undefined ? undefined : await createAtomicFile(path));
    const { report, contents } = await readContents(patch, setup, progress, io);
    progress.hide();
    assertUsable(patch, report, line.flag("allow-untrusted"));
    // What an untrusted patch lists is what it claims; that must not go unsaid.
    if (report.verdict !== "trusted")
      io.stderr.write(
        renderReport(patch, report, lookFor(io.stderr, io.env, "errors")),
      );
    const options: SbomOptions = {
      toolVersion: version(),
      supplier: line.text("supplier"),
    };
    const sboms: WrittenSbom[] = [];
    const listed = contents();
    for (const [place, { format }] of targets.entries())
      sboms.push(await writeSbom(format, listed, options, files[place], io));
    for (const file of files) await file?.commit();
    return { patch, report, contents: listed, sboms };
  } finally {
    for (const file of files) await file?.abort();
  }
}

/** Verifies a patch; what it holds can be asked for when its verdict is known. */
async function readContents(
  patch: string,
  setup: TrustSetup,
  { advance }: Progress,
  io: Io,
): Promise<{ report: VerificationReport; contents: () => PatchContents }> {
  const digests = createThreadedHash();
  const { hash, memory } = digests;
  const taker = createContentsTaker(hash);
  const tools = {
    hash,
    memory,
    advance,
    witness: taker.witness,
    fileDigest: true,
  };
  try {
    const report =
      patch === "-"
        ? await verifyStream(io.stdin, setup, tools)
        : await verifyFile(resolve(io.cwd, patch), setup, tools);
    return {
      report,
      contents: () => taker.finish(report, report.fileSha256 ?? ""),
    };
  } finally {
    await digests.close();
  }
}

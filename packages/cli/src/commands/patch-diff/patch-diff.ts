import { resolve } from "node:path";
import {
  createSnapshotTaker,
  diffPatches,
  type PatchDiff,
  type PatchSnapshot,
} from "@stx-patch/patch-diff";
import { createThreadedHash } from "@stx-patch/node-io";
import type { ParsedLine } from "../../command-line/parse.js";
import { CliError } from "../../error.js";
import { EXIT } from "../../exit-codes.js";
import { ProblemList, type Problems } from "../../problems.js";
import { renderDiff } from "../../render/diff/text.js";
import { createProgress, type Progress } from "../../render/progress.js";
import { lookFor } from "../../render/report-look.js";
import { renderReport } from "../../render/verify-report.js";
import type { Io } from "../../world/io.js";
import { sizesOf } from "../../world/jobs.js";
import {
  trustSetup,
  verifyFile,
  verifyStream,
  type TrustSetup,
} from "../verify-file.js";
import { openDiffPage } from "./diff-page-file.js";
import { writeFitted } from "../../render/fit.js";

/** `patch-diff BEFORE AFTER`. */
export async function runPatchDiff(
  line: ParsedLine,
  lineProblems: Problems | undefined,
  io: Io,
): Promise<number> {
  const problems = new ProblemList();
  if (lineProblems !== undefined) problems.add(...lineProblems.problems);
  const files = twoPatches(line, problems);
  const setup = await problems.attempt(() => trustSetup(line, io));
  problems.throwIfAny();
  if (setup === undefined || files === undefined) return EXIT.internal;

  const page = await openDiffPage(line, io);
  const sizes = await sizesOf(files, io.cwd);
  const progress = createProgress(io, {
    label: "comparing two patches",
    totalBytes: files.includes("-")
      ? undefined
      : sizes.reduce((sum, size) => sum + size, 0),
    enabled: !line.flag("quiet") && !line.flag("no-progress"),
  });
  try {
    const [before, after] = files;
    const first = await io.log.phase(`verifying ${before}`, () =>
      snapshotOf(before, setup, progress, io),
    );
    const second = await io.log.phase(`verifying ${after}`, () =>
      snapshotOf(after, setup, progress, io),
    );
    progress.hide();
    const diff = diffPatches(first, second);
    const exitCode = exitCodeOfDiff(diff, line.flag("allow-untrusted"));
    sayUntrusted([first, second], line, io);
    await page.write(diff, exitCode);
    show(diff, page.usesStdout, line, io);
    return exitCode;
  } finally {
    progress.end();
    await page.abort();
  }
}

function twoPatches(
  { positionals }: ParsedLine,
  problems: ProblemList,
): readonly [string, string] | undefined {
  const [before, after, ...surplus] = positionals;
  if (before === undefined || after === undefined) {
    problems.add(
      new CliError(
        "CLI_ARGUMENT_MISSING",
        "two patches are needed to compare",
        {
          remedy: "Name two files, e.g. patch-diff old.patch new.patch.",
        },
      ),
    );
    return undefined;
  }
  if (surplus.length > 0) {
    const message = `two patches are compared, got ${positionals.length}`;
    problems.add(new CliError("CLI_ARGUMENT_UNEXPECTED", message));
  }
  if (before === "-" && after === "-") {
    const message = "stdin (-) can be read only once";
    problems.add(new CliError("CLI_ARGUMENT_UNEXPECTED", message));
  }
  return [before, after];
}

/** One pass: what is compared is what was verified. */
async function snapshotOf(
  file: string,
  setup: TrustSetup,
  { advance }: Progress,
  io: Io,
): Promise<PatchSnapshot> {
  const digests = createThreadedHash();
  const { hash, memory } = digests;
  const taker = createSnapshotTaker(hash);
  const { witness, takeSeal } = taker;
  const tools = { hash, memory, advance, witness, takeSeal, fileDigest: true };
  try {
    const report =
      file === "-"
        ? await verifyStream(io.stdin, setup, tools)
        : await verifyFile(resolve(io.cwd, file), setup, tools);
    return taker.finish({ ...report, file: file === "-" ? null : file });
  } finally {
    await digests.close();
  }
}

/** What is shown of an untrusted patch is what it claims; that must not go unsaid. */
function sayUntrusted(
  snapshots: readonly PatchSnapshot[],
  line: ParsedLine,
  io: Io,
): void {
  for (const { report } of snapshots) {
    if (report.verdict === "trusted") continue;
    if (report.verdict === "untrusted" && line.flag("allow-untrusted"))
      continue;
    const look = lookFor(io.stderr, io.env, "errors");
    io.stderr.write(renderReport(report.file ?? "-", report, look));
  }
}

function show(
  diff: PatchDiff,
  stdoutIsTaken: boolean,
  line: ParsedLine,
  io: Io,
): void {
  if (line.flag("json")) {
    io.stdout.write(`${JSON.stringify(diff, null, 2)}\n`);
  } else if (!line.flag("quiet")) {
    const out = stdoutIsTaken ? io.stderr : io.stdout;
    const extent = line.flag("verbose") ? "full" : "short";
    writeFitted(out, renderDiff(diff, lookFor(out, io.env, extent)));
  }
}

/** What cannot be believed comes before what differs: 0 means the same, and that it is known. */
function exitCodeOfDiff(diff: PatchDiff, allowsUntrusted: boolean): number {
  const verdicts = [diff.before.verdict, diff.after.verdict];
  if (verdicts.includes("malformed")) return EXIT.malformed;
  if (verdicts.includes("untrusted") && !allowsUntrusted) return EXIT.untrusted;
  return diff.verdict === "different" ? EXIT.different : EXIT.done;
}

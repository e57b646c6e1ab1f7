import { basename } from "node:path";
import type { ParsedLine } from "../command-line/parse.js";
import { CliError } from "../error.js";
import { EXIT } from "../exit-codes.js";
import { ProblemList, type Problems } from "../problems.js";
import { renderProblems } from "../render/problems.js";
import { lookFor } from "../render/report-look.js";
import { renderSidecars } from "../render/sidecars.js";
import { renderReport } from "../render/verify-report.js";
import { renderSummary } from "../render/verify-summary.js";
import { createProgress, type Progress } from "../render/progress.js";
import { counted, safeText } from "../render/text.js";
import { sidecarChecks } from "../sidecars/sidecar-checks.js";
import type { SidecarChecks } from "../sidecars/sidecar.js";
import { version } from "../version.js";
import type { Io, TextSink } from "../world/io.js";
import { chooseJobs, parseJobs, sizesOf } from "../world/jobs.js";
import { openReports, planReports, type OpenReports } from "./report-files.js";
import { trustSetup, type TrustSetup } from "./verify-file.js";
import { verifyFiles } from "./verify-files.js";
import {
  judgeOutcomes,
  releaseSetup,
  type ReleaseSetup,
} from "./verify-release.js";
import { outcomesJson } from "./verify-json.js";
import {
  exitCodeOfOutcomes,
  exitCodeOfReport,
  type VerifyOutcome,
} from "./verify-outcome.js";
import { writeFitted } from "../render/fit.js";

/** `patch-verify`. */
export async function runPatchVerify(
  line: ParsedLine,
  lineProblems: Problems | undefined,
  io: Io,
): Promise<number> {
  const problems = new ProblemList();
  if (lineProblems !== undefined) problems.add(...lineProblems.problems);
  if (line.positionals.filter((file) => file === "-").length > 1) {
    const message = "stdin (-) can be read only once";
    problems.add(new CliError("CLI_ARGUMENT_UNEXPECTED", message));
  }
  if (line.positionals.length === 0) {
    problems.add(new CliError("CLI_ARGUMENT_MISSING", "no patch is named"));
  }
  const setup = await problems.attempt(() => trustSetup(line, io));
  const plan = await problems.attempt(() => planReports(line, io.cwd));
  const jobs = await problems.attempt(() => parseJobs(line.text("jobs")));
  const sidecars = await problems.attempt(() =>
    setup === undefined ? undefined : sidecarChecks(line, setup, io),
  );
  problems.throwIfAny();
  if (setup === undefined || plan === undefined || sidecars === undefined)
    return EXIT.internal;
  const release = await releaseSetup(line, setup, io);

  // Opened first: whether a report can be written is told before an hour of verifying, not after it.
  const reports = await openReports(plan, io);
  try {
    return await verifyAll(
      line,
      { setup, jobs, release, sidecars },
      reports,
      io,
    );
  } finally {
    await reports.abort();
  }
}

/** What to verify against, and how. */
interface VerifyPlan {
  readonly setup: TrustSetup;
  readonly jobs: number | undefined;
  readonly release: ReleaseSetup | undefined;
  readonly sidecars: SidecarChecks;
}

async function verifyAll(
  line: ParsedLine,
  { setup, jobs, release, sidecars }: VerifyPlan,
  reports: OpenReports,
  io: Io,
): Promise<number> {
  const files = line.positionals;
  let outcomes: VerifyOutcome[] = [];
  const showsText = !line.flag("json");
  // Text makes way when a report takes stdout.
  const out = reports.usesStdout ? io.stderr : io.stdout;
  const sizes = await sizesOf(files, io.cwd);
  const threads = sidecars.isEmpty
    ? Math.min(jobs ?? chooseJobs(sizes), files.length)
    : 1;
  io.log.step(
    `verifying ${files.length === 1 ? "1 patch" : `${files.length} patches`}, ${threads} at a time, against ${counted(setup.anchors.length, "trust anchor")}`,
  );
  const progress = verifyProgress(line, sizes, io);
  try {
    const needs = { ...setup, release: release?.needs };
    for await (const outcome of verifyFiles(files, needs, io, {
      jobs: threads,
      advance: progress.advance,
      fileDigest: showsFileDigest(line) || !sidecars.isEmpty,
      sidecars: () => sidecars.next(),
    })) {
      outcomes.push(outcome);
      if (!showsText || release !== undefined) continue;
      progress.hide();
      showOutcome(outcome, line, out, io);
    }
  } finally {
    progress.end();
  }
  if (release !== undefined) {
    // Whether one fits is known only when all have been read.
    outcomes = judgeOutcomes(outcomes, release);
    if (showsText)
      for (const outcome of outcomes) showOutcome(outcome, line, out, io);
  }
  for (const outcome of sidecars.leftOver()) {
    outcomes.push(outcome);
    if (showsText) showOutcome(outcome, line, out, io);
  }
  if (showsText && !line.flag("quiet") && files.length > 1) {
    const look = lookFor(out, io.env, "short");
    out.write(renderSummary(outcomes, look));
  }
  const exitCode = exitCodeOfOutcomes(outcomes);
  await reports.write({ outcomes, exitCode, at: io.now(), version: version() });
  if (!showsText) io.stdout.write(outcomesJson(outcomes));
  return exitCode;
}

/** It is one more digest of every byte, so it is only for those who see it. */
function showsFileDigest(line: ParsedLine): boolean {
  return (
    textShowsFileDigest(line) ||
    line.flag("json") ||
    ["html", "sarif"].some((name) => line.text(name) !== undefined)
  );
}

/** The text is the same whether reports are written beside it or not. */
function textShowsFileDigest(line: ParsedLine): boolean {
  return line.flag("sha256") || line.flag("verbose");
}

/** One line for the whole run. */
function verifyProgress(
  line: ParsedLine,
  sizes: readonly number[],
  io: Io,
): Progress {
  const [file = ""] = line.positionals;
  return createProgress(io, {
    label:
      sizes.length === 1
        ? `verifying ${safeText(basename(file))}`
        : `verifying ${sizes.length} patches`,
    // Of stdin nobody knows how much will come.
    totalBytes: line.positionals.includes("-")
      ? undefined
      : sizes.reduce((sum, size) => sum + size, 0),
    enabled: !line.flag("quiet") && !line.flag("no-progress"),
  });
}

/** One patch as text; with --quiet only what is wrong, and that on stderr. */
function showOutcome(
  outcome: VerifyOutcome,
  line: ParsedLine,
  out: TextSink,
  io: Io,
): void {
  const { file } = outcome;
  if ("error" in outcome) {
    const { style } = lookFor(io.stderr, io.env, "errors");
    const lost = `${file} was not checked`;
    writeFitted(
      io.stderr,
      renderProblems("patch-verify", [outcome.error], lost, style),
    );
    if (outcome.error.stack !== undefined)
      io.stderr.write(`${outcome.error.stack}\n`);
  } else if (!line.flag("quiet")) {
    const look = lookFor(out, io.env, line.flag("verbose") ? "full" : "short");
    // An empty line keeps the reports of several patches apart.
    const gap = line.positionals.length > 1 ? "\n" : "";
    const report = textShowsFileDigest(line)
      ? outcome.report
      : { ...outcome.report, fileSha256: null };
    const beside = renderSidecars(outcome.sidecars ?? [], look);
    out.write(renderReport(file, report, look) + beside + gap);
  } else {
    const look = lookFor(io.stderr, io.env, "errors");
    if (exitCodeOfReport(outcome.report) !== EXIT.done)
      io.stderr.write(renderReport(file, outcome.report, look));
    const bad = (outcome.sidecars ?? []).filter(
      ({ verdict }) => verdict !== "trusted",
    );
    io.stderr.write(renderSidecars(bad, look));
  }
}

import { basename, resolve } from "node:path";
import { createThreadedHash } from "@stx-patch/node-io";
import type { VerificationReport } from "@stx-patch/patch-verify";
import type { ParsedLine } from "../../command-line/parse.js";
import { CliError } from "../../error.js";
import { EXIT } from "../../exit-codes.js";
import { ProblemList, type Problems } from "../../problems.js";
import { extractJson, extractText } from "../../render/extract.js";
import { createProgress } from "../../render/progress.js";
import { lookFor } from "../../render/report-look.js";
import { renderReport } from "../../render/verify-report.js";
import type { Io } from "../../world/io.js";
import { sizesOf } from "../../world/jobs.js";
import { assertUsable } from "../open-patch.js";
import { trustSetup, verifyFile, verifyStream } from "../verify-file.js";
import { openDestination, type Destination } from "./destination.js";
import { Extraction } from "./extraction.js";
import { selectionOf, type Selection } from "./selection.js";
import { writeFitted } from "../../render/fit.js";

/** `patch-extract PATCH`: one pass that verifies and writes; what it wrote gets its name only behind the verdict. */
export async function runPatchExtract(
  line: ParsedLine,
  lineProblems: Problems | undefined,
  io: Io,
): Promise<number> {
  const problems = new ProblemList();
  if (lineProblems !== undefined) problems.add(...lineProblems.problems);
  const [file, ...surplus] = line.positionals;
  if (file === undefined)
    problems.add(new CliError("CLI_ARGUMENT_MISSING", "no patch is named"));
  if (surplus.length > 0)
    problems.add(
      new CliError(
        "CLI_ARGUMENT_UNEXPECTED",
        `only one patch at a time; got ${line.positionals.join(" ")}`,
      ),
    );
  if (line.flag("json") && line.text("output") === "-")
    problems.add(
      new CliError(
        "CLI_OPTIONS_CONFLICT",
        "--json and -o - are the same place",
      ),
    );
  const selection = await problems.attempt(() => selectionOf(line));
  const setup = await problems.attempt(() => trustSetup(line, io));
  problems.throwIfAny();
  if (file === undefined || selection === undefined || setup === undefined)
    return EXIT.internal;

  const destination = await openDestination(
    { into: line.text("into"), output: line.text("output") },
    io,
  );
  const [size = 0] = await sizesOf([file], io.cwd);
  const progress = createProgress(io, {
    label: file === "-" ? "extracting" : `extracting ${basename(file)}`,
    totalBytes: file === "-" ? undefined : size,
    enabled: !line.flag("quiet") && !line.flag("no-progress"),
  });
  const digests = createThreadedHash();
  const { hash, memory } = digests;
  const extraction = new Extraction(selection, destination, hash);
  const { witness } = extraction;
  const tools = { hash, memory, advance: progress.advance, witness };
  try {
    const report = await io.log.phase(`verifying and extracting ${file}`, () =>
      file === "-"
        ? verifyStream(io.stdin, setup, tools)
        : verifyFile(resolve(io.cwd, file), setup, tools),
    );
    progress.hide();
    if (!line.flag("unverified")) assertUsable(file, report, false, REMEDY);
    assertComplete(file, selection, extraction);
    await destination.commit();
    tell({ file, report, extraction, destination }, line, io);
    return EXIT.done;
  } finally {
    progress.end();
    await destination.abort();
    await digests.close();
  }
}

const REMEDY =
  "Look at it with patch-verify; name its signer's certificate with --trust, or say --unverified to look at files that nobody vouches for.";

/** @throws CliError CLI_EXTRACT_MISSING */
function assertComplete(
  file: string,
  selection: Selection,
  extraction: Extraction,
): void {
  const { missing } = selection;
  if (missing.length > 0)
    throw new CliError(
      "CLI_EXTRACT_MISSING",
      `${file} has nothing for ${missing.join(", ")}`,
    );
  if (extraction.isCut)
    throw new CliError(
      "CLI_EXTRACT_MISSING",
      `${file} ends inside a file that was asked for`,
    );
}

/** What was done. */
export interface ExtractResult {
  readonly file: string;
  readonly report: VerificationReport;
  readonly extraction: Pick<Extraction, "files">;
  readonly destination: Pick<Destination, "shown" | "isStdout">;
}

function tell(result: ExtractResult, line: ParsedLine, io: Io): void {
  const { report, file, destination } = result;
  // Somebody asked for files that nobody vouches for; that must not go unsaid.
  if (report.verdict !== "trusted")
    io.stderr.write(
      renderReport(file, report, lookFor(io.stderr, io.env, "errors")),
    );
  if (line.flag("json")) io.stdout.write(extractJson(result));
  else if (!line.flag("quiet") && !destination.isStdout)
    writeFitted(io.stdout, extractText(result));
}

import { resolve } from "node:path";
import { createThreadedHash } from "@stx-patch/node-io";
import type { VerificationReport } from "@stx-patch/patch-verify";
import type { ParsedLine } from "../command-line/parse.js";
import { CliError } from "../error.js";
import { EXIT } from "../exit-codes.js";
import { ProblemList, type Problems } from "../problems.js";
import { renderFiles } from "../render/files.js";
import { queryFieldText, queryJson, queryText } from "../render/query.js";
import { safeText } from "../render/text.js";
import { lookFor } from "../render/report-look.js";
import { renderReport } from "../render/verify-report.js";
import type { Io } from "../world/io.js";
import { exitCodeOfVerdict } from "./verify-outcome.js";
import type { QueryField } from "./patch-query.spec.js";
import { queryRpms } from "./query-rpms.js";
import {
  trustSetup,
  verifyFile,
  verifyStream,
  type TrustSetup,
} from "./verify-file.js";

/** `patch-query`. */
export async function runPatchQuery(
  line: ParsedLine,
  lineProblems: Problems | undefined,
  io: Io,
): Promise<number> {
  const problems = new ProblemList();
  if (lineProblems !== undefined) problems.add(...lineProblems.problems);
  checkArguments(line, problems);
  if (line.list("rpm").length > 0) {
    problems.throwIfAny();
    return queryRpms(line, io);
  }
  const setup = await problems.attempt(() => trustSetup(line, io));
  problems.throwIfAny();
  const [file] = line.positionals;
  if (file === undefined || setup === undefined) return EXIT.internal;
  return queryPatch(file, setup, line, io);
}

/** Options for RPM files make no sense for a patch, and the other way round. */
function checkArguments(line: ParsedLine, problems: ProblemList): void {
  const forRpms = line.list("rpm").length > 0;
  const [file, ...surplus] = line.positionals;
  if (!forRpms && file === undefined) {
    problems.add(new CliError("CLI_ARGUMENT_MISSING", "no patch is named"));
  }
  if (surplus.length > 0 || (forRpms && file !== undefined)) {
    const message = `only one patch at a time, and none with --rpm; got ${line.positionals.join(" ")}`;
    problems.add(new CliError("CLI_ARGUMENT_UNEXPECTED", message));
  }
  const misplaced = forRpms
    ? [
        "field",
        "trust",
        "intermediate",
        "revoked",
        "require",
        "at",
        "limit",
      ].filter((name) => line.text(name) !== undefined)
    : ["requires", "provides", "qf"].filter(
        (name) => line.flag(name) || line.text(name) !== undefined,
      );
  for (const name of misplaced) {
    const message = forRpms
      ? `--${name} is about patches`
      : `--${name} needs --rpm`;
    const remedy = forRpms
      ? "Name a patch, or drop the option."
      : "Name an RPM file with --rpm.";
    problems.add(new CliError("CLI_OPTIONS_CONFLICT", message, { remedy }));
  }
}

/** @param file - or `-` for stdin */
async function reportOf(
  file: string,
  setup: TrustSetup,
  listFiles: boolean,
  io: Io,
): Promise<VerificationReport> {
  const digests = createThreadedHash();
  const tools = { hash: digests.hash, advance: () => undefined, listFiles };
  try {
    return file === "-"
      ? await verifyStream(io.stdin, setup, tools)
      : await verifyFile(resolve(io.cwd, file), setup, tools);
  } finally {
    await digests.close();
  }
}

async function queryPatch(
  file: string,
  setup: TrustSetup,
  line: ParsedLine,
  io: Io,
): Promise<number> {
  const report = await reportOf(file, setup, line.flag("files"), io);
  const field = line.text("field") as QueryField | undefined;
  if (line.flag("json")) io.stdout.write(queryJson(file, report));
  else if (field !== undefined) io.stdout.write(queryFieldText(report, field));
  else {
    io.stdout.write(queryText(report));
    for (const { fileName, fileList } of report.rpms) {
      if (fileList === undefined) continue;
      io.stdout.write(
        `\n${safeText(fileName)}\n${renderFiles(fileList, "  ")}`,
      );
    }
  }
  // What is shown of an untrusted patch is what it claims; that must not go unsaid.
  if (report.verdict !== "trusted") {
    io.stderr.write(
      renderReport(file, report, lookFor(io.stderr, io.env, "errors")),
    );
  }
  return exitCodeOfVerdict(report.verdict);
}

import { basename, resolve } from "node:path";
import { createThreadedHash } from "@stx-patch/node-io";
import type { VerificationReport } from "@stx-patch/patch-verify";
import type { ParsedLine } from "../command-line/parse.js";
import { EXIT } from "../exit-codes.js";
import type { ProblemList } from "../problems.js";
import { renderFiles } from "../render/files.js";
import { queryFieldText, queryJson, queryText } from "../render/query.js";
import { createProgress } from "../render/progress.js";
import { lookFor } from "../render/report-look.js";
import { safeText } from "../render/text.js";
import { renderReport } from "../render/verify-report.js";
import type { Io } from "../world/io.js";
import { sizesOf } from "../world/jobs.js";
import type { QueryField } from "./patch-query.spec.js";
import {
  trustSetup,
  verifyFile,
  verifyStream,
  type TrustSetup,
} from "./verify-file.js";
import { exitCodeOfVerdict } from "./verify-outcome.js";
import { writeFitted } from "../render/fit.js";

/**
 * `patch-query FILE`: what a patch holds, and whether to believe it.
 *
 * @param problems - of the command line so far
 */
export async function queryPatch(
  line: ParsedLine,
  problems: ProblemList,
  io: Io,
): Promise<number> {
  const setup = await problems.attempt(() => trustSetup(line, io));
  problems.throwIfAny();
  const [file] = line.positionals;
  if (file === undefined || setup === undefined) return EXIT.internal;
  return showPatch(file, setup, line, io);
}

/** @param file - or `-` for stdin */
async function reportOf(
  file: string,
  setup: TrustSetup,
  line: ParsedLine,
  io: Io,
): Promise<VerificationReport> {
  const [size = 0] = await sizesOf([file], io.cwd);
  const progress = createProgress(io, {
    label: file === "-" ? "reading" : `reading ${basename(file)}`,
    totalBytes: file === "-" ? undefined : size,
    enabled: !line.flag("no-progress"),
  });
  const digests = createThreadedHash();
  const { hash } = digests;
  const { advance } = progress;
  const tools = { hash, advance, listFiles: line.flag("files") };
  try {
    return file === "-"
      ? await verifyStream(io.stdin, setup, tools)
      : await verifyFile(resolve(io.cwd, file), setup, tools);
  } finally {
    progress.end();
    await digests.close();
  }
}

async function showPatch(
  file: string,
  setup: TrustSetup,
  line: ParsedLine,
  io: Io,
): Promise<number> {
  const report = await io.log.phase(`verifying ${file}`, () =>
    reportOf(file, setup, line, io),
  );
  const field = line.text("field") as QueryField | undefined;
  if (line.flag("json")) io.stdout.write(queryJson(file, report));
  else if (field !== undefined) io.stdout.write(queryFieldText(report, field));
  else {
    writeFitted(
      io.stdout,
      queryText(report, io.stdout.columns ?? Number.POSITIVE_INFINITY),
    );
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

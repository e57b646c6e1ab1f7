import { createThreadedHash } from "@stx-patch/node-io";
import type { VerificationReport } from "@stx-patch/patch-verify";
import type { ParsedLine } from "../../command-line/parse.js";
import { EXIT } from "../../exit-codes.js";
import type { Problems } from "../../problems.js";
import { originalFieldLine } from "../../render/query.js";
import type { Io } from "../../world/io.js";
import { openPatch } from "../open-patch.js";
import { TEXT_FIELDS, type QueryField } from "../patch-query.spec.js";
import { problemListOf } from "../rewrite/rewrite-files.js";
import { trustSetup } from "../verify-file.js";
import {
  assertNamed,
  placeLines,
  whichPatch,
  type WhichPatch,
} from "./which-patch.js";
import { failing } from "./failing.js";

/** `query_patch`: stdout holds the original's lines. A patch that the original would not open is not shown here either. */
export async function runQueryPatch(
  line: ParsedLine,
  lineProblems: Problems | undefined,
  io: Io,
): Promise<number> {
  const problems = problemListOf(lineProblems);
  const which = await problems.attempt(() => whichPatch(line, io));
  problems.throwIfAny();
  if (which === undefined) return EXIT.internal;
  io.stdout.write(placeLines(which));
  const report = await failing("Failed to query patch!\n", io, () =>
    reportOf(which, line, io),
  );
  const field = line.text("field") as QueryField | undefined;
  const fields = field === undefined ? TEXT_FIELDS : [field];
  for (const name of fields) io.stdout.write(originalFieldLine(report, name));
  return EXIT.done;
}

async function reportOf(
  which: WhichPatch,
  line: ParsedLine,
  io: Io,
): Promise<VerificationReport> {
  const setup = await trustSetup(line, io);
  const digests = createThreadedHash();
  try {
    const patch = await openPatch(which.path, {
      setup,
      cwd: io.cwd,
      hash: digests.hash,
      memory: digests.memory,
      advance: () => undefined,
      allowUntrusted: false,
    });
    await patch.close();
    assertNamed(which, patch.verified.metadata);
    return patch.report;
  } finally {
    await digests.close();
  }
}

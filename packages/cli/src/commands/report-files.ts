import { resolve } from "node:path";
import { createAtomicFile, type AtomicFile } from "@stx-patch/node-io";
import type { ParsedLine } from "../command-line/parse.js";
import { CliError } from "../error.js";
import { renderRun } from "../render/run-reports.js";
import { statIfThere } from "../world/files.js";
import type { Io } from "../world/io.js";
import { REPORT_KINDS, type ReportKind } from "./report-options.js";
import type { VerifyRun } from "./verify-outcome.js";

/** One report to write. */
export interface PlannedReport {
  readonly kind: ReportKind;
  /** Absolute; undefined for stdout. */
  readonly path: string | undefined;
}

/** Reports that have their places, but no content yet. */
export interface OpenReports {
  readonly usesStdout: boolean;
  /** Writes all of them; each file appears complete or not at all. */
  write(run: VerifyRun): Promise<void>;
  /** Removes what was not written. */
  abort(): Promise<void>;
}

/**
 * Which reports go where.
 *
 * @throws CliError CLI_OPTIONS_CONFLICT when two go to one place, or one would replace a patch
 */
export async function planReports(
  line: ParsedLine,
  cwd: string,
): Promise<PlannedReport[]> {
  const plan: PlannedReport[] = [];
  const taken = new Map<string, string>(
    line.flag("json") ? [["-", "--json"]] : [],
  );
  for (const patch of [...line.positionals, ...line.list("with")]) {
    if (patch !== "-")
      taken.set(await placeOf(patch, cwd), `the patch ${patch}`);
  }
  for (const kind of REPORT_KINDS) {
    const target = line.text(kind);
    if (target === undefined) continue;
    const place = await placeOf(target, cwd);
    const other = taken.get(place);
    if (other !== undefined) {
      const message = `--${kind} ${target} and ${other} are the same place`;
      throw new CliError("CLI_OPTIONS_CONFLICT", message);
    }
    taken.set(place, `--${kind}`);
    plan.push({
      kind,
      path: target === "-" ? undefined : resolve(cwd, target),
    });
  }
  return plan;
}

/** Creates the files, so that what cannot be written is known before the work starts. */
export async function openReports(
  plan: readonly PlannedReport[],
  io: Io,
): Promise<OpenReports> {
  const files = new Map<PlannedReport, AtomicFile>();
  const abort = async (): Promise<void> => {
    await Promise.all([...files.values()].map((file) => file.abort()));
  };
  try {
    for (const report of plan) {
      if (report.path !== undefined)
        files.set(report, await createAtomicFile(report.path));
    }
  } catch (error) {
    await abort();
    throw error;
  }
  return {
    usesStdout: plan.some(({ path }) => path === undefined),
    abort,
    write: async (run) => {
      for (const report of plan) {
        const bytes = new TextEncoder().encode(
          await renderRun(report.kind, run),
        );
        const file = files.get(report);
        await (file?.write(bytes) ?? io.stdout.writeBytes(bytes));
        await file?.commit();
      }
    },
  };
}

/** Tells files apart by identity where they exist, so that a link cannot make a report replace its patch. */
async function placeOf(name: string, cwd: string): Promise<string> {
  if (name === "-") return "-";
  const path = resolve(cwd, name);
  const status = await statIfThere(path);
  return status === undefined ? path : `${status.dev}:${status.ino}`;
}

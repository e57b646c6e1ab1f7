import type { ReportKind } from "../commands/report-options.js";
import type { VerifyRun } from "../commands/verify-outcome.js";

/** The report of a run in one of the formats; each is loaded when it is asked for. */
export async function renderRun(
  kind: ReportKind,
  run: VerifyRun,
): Promise<string> {
  switch (kind) {
    case "sarif":
      return (await import("./sarif/log.js")).sarifLog(run);
    case "junit":
      return (await import("./junit.js")).junitReport(run);
    case "html":
      return (await import("./html/page.js")).htmlPage(run);
  }
}

import type { ErrorLocation, Finding, Severity } from "@stx-patch/core";
import { finding } from "@stx-patch/core";
import type { ArchiveErrorCode } from "./error.js";
import { ARCHIVE_ERRORS, ArchiveError } from "./error.js";

/**
 * Receives deviations after which reading can go on. A reader that is given none throws the first one of
 * severity `error` as {@link ArchiveError} and keeps quiet about the rest.
 */
export type ArchiveReport = (finding: Finding<ArchiveErrorCode>) => void;

/** Reports one deviation, or throws it when nobody listens. */
export type Deviate = (
  code: ArchiveErrorCode,
  message: string,
  location: ErrorLocation,
  severity?: Severity,
) => void;

/** Binds a report function, or the lack of one, to what the readers call. */
export function createDeviate(report: ArchiveReport | undefined): Deviate {
  return (code, message, location, severity = "error") => {
    if (report !== undefined)
      report(finding(ARCHIVE_ERRORS, code, severity, message, location));
    else if (severity === "error")
      throw new ArchiveError(code, message, { location });
  };
}

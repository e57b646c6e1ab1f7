import type { CodeCatalogue, CodedProblem, ErrorLocation } from "./errors.js";

/** `error` decides the verdict; `warning` and `info` never do. */
export type Severity = "error" | "warning" | "info";

/** One observation of the verifier. Findings are returned, errors are thrown; the two never mix. */
export interface Finding<C extends string = string> extends ErrorLocation {
  readonly code: C;
  readonly severity: Severity;
  /** What was found, in one sentence without a full stop. */
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** Makes a finding whose remedy comes from the catalogue that owns the code. */
export function finding<C extends string>(
  catalogue: CodeCatalogue<C>,
  code: C,
  severity: Severity,
  message: string,
  location: ErrorLocation = {},
): Finding<C> {
  return {
    code,
    severity,
    message,
    remedy: catalogue[code].remedy,
    ...definedOnly(location),
  };
}

/** Turns an error about the input into an observation; a location given here wins over the error's own. */
export function findingFromError(
  error: CodedProblem,
  severity: Severity,
  location: ErrorLocation = {},
): Finding {
  return {
    code: error.code,
    severity,
    message: error.message,
    remedy: error.remedy,
    ...definedOnly({ ...error.location, ...definedOnly(location) }),
  };
}

function definedOnly(location: ErrorLocation): ErrorLocation {
  return {
    ...(location.file === undefined ? {} : { file: location.file }),
    ...(location.member === undefined ? {} : { member: location.member }),
    ...(location.offset === undefined ? {} : { offset: location.offset }),
  };
}

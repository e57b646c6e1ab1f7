import type { Finding, Severity } from "@stx-patch/core";
import { finding } from "@stx-patch/core";
import type { FormatErrorCode } from "./error.js";
import { FORMAT_ERRORS } from "./error.js";

/** Enough to understand what is wrong; a hostile file could cause a hundred thousand. */
const MAX_FINDINGS_OF_A_KIND = 20;

/** Takes in one finding. */
export type Report = (
  code: FormatErrorCode,
  severity: Severity,
  message: string,
  /** Byte of the member that it is about; none when it is about all of it. */
  offset?: number,
) => void;

/** Collects findings about one member. Each kind has its own bound, so that noise cannot crowd out an error. */
export class FindingList {
  readonly #member: string;
  readonly #counts = new Map<string, number>();
  readonly #findings: Finding<FormatErrorCode>[] = [];

  constructor(member: string) {
    this.#member = member;
  }

  /** Adds a finding, or only counts it when there are many of its kind. */
  readonly report: Report = (code, severity, message, offset) => {
    const kind = `${severity} ${code}`;
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    if (count <= MAX_FINDINGS_OF_A_KIND)
      this.#add(code, severity, message, offset);
    else if (count === MAX_FINDINGS_OF_A_KIND + 1)
      this.#add(
        "META_MORE_FINDINGS",
        severity,
        `there are more than ${MAX_FINDINGS_OF_A_KIND} ${code}`,
      );
  };

  toArray(): Finding<FormatErrorCode>[] {
    return [...this.#findings];
  }

  #add(...[code, severity, message, offset]: Parameters<Report>): void {
    const place = { member: this.#member, offset };
    this.#findings.push(finding(FORMAT_ERRORS, code, severity, message, place));
  }
}

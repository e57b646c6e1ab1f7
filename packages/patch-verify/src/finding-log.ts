import { findingFromError, isCodedError, type Finding } from "@stx-patch/core";
import { CHECKS, type CheckId, type CheckResult } from "./check-list.js";
import type { TargetAnswer } from "./release/verdict.js";

/** A finding and the check that made it. */
export interface CheckFinding extends Finding {
  readonly check: CheckId;
  /** What the target says itself; of findings about the release alone. */
  readonly targetAnswer?: TargetAnswer;
}

/** Collects findings and check states during one verification; bounded, whatever the input. */
export class FindingLog {
  readonly #limit: number;
  readonly #findings: CheckFinding[] = [];
  readonly #codes = new Set<string>();
  readonly #failed = new Set<CheckId>();
  readonly #notRun = new Map<CheckId, string>();
  #omitted = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get findings(): readonly CheckFinding[] {
    return this.#findings;
  }

  /** Number of findings beyond the limit. */
  get omitted(): number {
    return this.#omitted;
  }

  add(check: CheckId, ...findings: readonly Finding[]): void {
    for (const finding of findings) {
      if (finding.severity === "error") this.#failed.add(check);
      // The first of a kind is always kept, so that noise cannot crowd out what matters.
      if (this.#findings.length < this.#limit || !this.#codes.has(finding.code))
        this.#findings.push({ ...finding, check });
      else this.#omitted += 1;
      this.#codes.add(finding.code);
    }
  }

  /** Records a coded error of a reader; anything else is not about the input and goes on up. */
  addError(check: CheckId, error: unknown, member?: string): void {
    if (!isInputError(error)) throw error;
    this.add(
      check,
      findingFromError(error, "error", member === undefined ? {} : { member }),
    );
  }

  notRun(check: CheckId, reason: string): void {
    if (!this.#notRun.has(check)) this.#notRun.set(check, reason);
  }

  hasErrors(check: CheckId): boolean {
    return this.#failed.has(check);
  }

  results(): CheckResult[] {
    return CHECKS.map(({ id, title }) => {
      if (this.#failed.has(id)) return { id, title, state: "failed" };
      const reason = this.#notRun.get(id);
      return reason === undefined
        ? { id, title, state: "passed" }
        : { id, title, state: "not-run", reason };
    });
  }
}

const INPUT_PREFIXES = [
  "GZIP_",
  "TAR_",
  "MEMBER_",
  "META_",
  "ID_",
  "SEAL_",
  "RPM_",
  "TRUST_",
  "VERIFY_",
];

function isInputError(
  error: unknown,
): error is Parameters<typeof findingFromError>[0] {
  return (
    isCodedError(error) &&
    INPUT_PREFIXES.some((prefix) => error.code.startsWith(prefix))
  );
}

import { finding, type Finding } from "@stx-patch/core";
import { SBOM_ERRORS, type SbomErrorCode } from "./error.js";

/** What shows that an SBOM is not of the patch; `member` points into the document (RFC 6901). */
export type SbomFinding = Finding<SbomErrorCode>;

/** Findings of one code that are kept; a whole RPM may be missing from a list. */
const MAX_OF_A_KIND = 10;

/** Gathers findings; of each kind the first, and how many more there are. */
export class FindingList {
  readonly #kept = new Map<SbomErrorCode, SbomFinding[]>();
  readonly #counts = new Map<SbomErrorCode, number>();

  /** What makes it another patch's SBOM. */
  add(code: SbomErrorCode, message: string, pointer?: string): void {
    this.#add("error", code, message, pointer);
  }

  /** What others may see in another way. */
  warn(code: SbomErrorCode, message: string, pointer?: string): void {
    this.#add("warning", code, message, pointer);
  }

  #add(
    severity: SbomFinding["severity"],
    code: SbomErrorCode,
    message: string,
    pointer: string | undefined,
  ): void {
    const count = (this.#counts.get(code) ?? 0) + 1;
    this.#counts.set(code, count);
    if (count > MAX_OF_A_KIND) return;
    const kept = this.#kept.get(code) ?? [];
    kept.push(
      finding(SBOM_ERRORS, code, severity, message, { member: pointer }),
    );
    this.#kept.set(code, kept);
  }

  get findings(): SbomFinding[] {
    return [...this.#kept].flatMap(([code, kept]) => {
      const more = (this.#counts.get(code) ?? 0) - kept.length;
      if (more === 0) return kept;
      return kept.map((found, i) =>
        i < kept.length - 1
          ? found
          : { ...found, message: `${found.message}; and ${more} more like it` },
      );
    });
  }
}

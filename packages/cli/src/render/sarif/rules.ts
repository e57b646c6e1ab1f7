import { compareText, type CodeCatalogue } from "@stx-patch/core";
import { READING_CODES, REPORT_CODES } from "../explain.js";
import { sentence } from "../text.js";
import type { ShownFinding } from "../findings-text.js";
import { sarifText } from "./text.js";

/** A `reportingDescriptor` (SARIF 2.1.0 section 3.49). */
interface Rule {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly fullDescription: { readonly text: string };
  readonly help: { readonly text: string };
}

/** Rules of a log by index: all that can be reported, in order, so that runs can be compared. */
export class RuleTable {
  readonly rules: Rule[];
  readonly #indexes: Map<string, number>;

  constructor() {
    this.rules = rulesOf(REPORT_CODES);
    this.#indexes = new Map(this.rules.map(({ id }, i) => [id, i]));
  }

  /** Index of a code's rule; a code that the catalogue does not have gets one that says what the finding says. */
  indexOf({
    code,
    means = code,
    remedy,
  }: Pick<ShownFinding, "code" | "means" | "remedy">): number {
    const known = this.#indexes.get(code);
    if (known !== undefined) return known;
    this.#indexes.set(code, this.rules.length);
    return this.rules.push(rule(code, means, remedy)) - 1;
  }
}

/** What notifications refer to: reasons why a patch could not be read. */
export function notificationRules(): Rule[] {
  return rulesOf(READING_CODES);
}

function rulesOf(catalogue: CodeCatalogue): Rule[] {
  return Object.entries(catalogue)
    .map(([id, { meaning, remedy }]) => rule(id, meaning, remedy))
    .sort((a, b) => compareText(a.id, b.id));
}

function rule(id: string, meaning: string, remedy: string): Rule {
  return {
    id,
    shortDescription: { text: sarifText(meaning) },
    fullDescription: { text: sarifText(meaning) },
    help: { text: sarifText(sentence(remedy)) },
  };
}

import { counted } from "@stx-patch/core";
import type { VerificationReport } from "@stx-patch/patch-verify";
import { element } from "./dom.js";

/** How a verdict is said: in a word, in a sentence, in a colour and with a sign, so that none of them is needed. */
export interface VerdictWords {
  readonly word: string;
  readonly sentence: string;
  readonly tone: "good" | "fair" | "bad";
}

/** Words of a report's verdict. A development key is never shown as plainly good: anybody may have it. */
export function verdictWords(report: VerificationReport): VerdictWords {
  switch (report.verdict) {
    case "trusted":
      return isDevelopment(report)
        ? {
            word: "TRUSTED",
            sentence:
              "for development only: the signature is of a development key, and everything that was checked holds",
            tone: "fair",
          }
        : {
            word: "TRUSTED",
            sentence: `signed with a ${report.signer?.role ?? "known"} key you trust, and everything that was checked holds`,
            tone: "good",
          };
    case "untrusted":
      return {
        word: "NOT TRUSTED",
        sentence: "well formed, but not signed by anybody you trust for it",
        tone: "bad",
      };
    case "malformed":
      return {
        word: "MALFORMED",
        sentence: "broken or contradicting itself, whoever signed it",
        tone: "bad",
      };
  }
}

/** The first thing to read. */
export function verdictView(report: VerificationReport): HTMLElement {
  const { word, sentence, tone } = verdictWords(report);
  return element(
    "p",
    { class: `verdict ${tone}` },
    element("strong", {}, word),
    element("span", {}, sentence),
  );
}

/** The verdict for those who hear the page. */
export function spokenVerdict(
  name: string,
  report: VerificationReport,
): string {
  const { word, sentence } = verdictWords(report);
  const count = (severity: string): number =>
    report.findings.filter((found) => found.severity === severity).length;
  return `${name}: ${word}, ${sentence}. ${counted(count("error"), "error")}, ${counted(count("warning"), "warning")}.`;
}

function isDevelopment({ signer, findings }: VerificationReport): boolean {
  return (
    signer?.role === "dev" ||
    findings.some(({ code }) => code === "TRUST_DEVELOPMENT_KEY")
  );
}

import type { OptionSpec } from "../command-line/option.js";

/** Kinds of report files, which are also the names of their options. */
export const REPORT_KINDS = ["sarif", "junit", "html"] as const;

/** One kind of report file. */
export type ReportKind = (typeof REPORT_KINDS)[number];

const DESCRIPTIONS: Readonly<Record<ReportKind, string>> = {
  sarif: "also write the findings as SARIF 2.1.0, for code scanning",
  junit: "also write the checks as JUnit XML, for CI test reports",
  html: "also write one self-contained page, to read, send and print",
};

/** Reports of a whole run in files, beside what is printed. */
export const REPORT_OPTIONS: readonly OptionSpec[] = REPORT_KINDS.map(
  (name) => ({
    name,
    kind: "text",
    placeholder: "FILE",
    describe: `${DESCRIPTIONS[name]}; - is stdout`,
    group: "Reports",
  }),
);

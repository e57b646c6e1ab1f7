import type { CheckResult, VerificationReport } from "@stx-patch/patch-verify";
import type { VerifyOutcome, VerifyRun } from "../commands/verify-outcome.js";
import type { SidecarReport } from "../sidecars/sidecar.js";
import { explain } from "./explain.js";
import type { ShownFinding } from "./findings-text.js";
import { SIDECAR_NAMES, SIDECAR_VERDICTS } from "./sidecar-words.js";
import { VERDICTS } from "./verdict.js";
import { xmlElement, xmlLines } from "./xml.js";

/** One test case: its name, and what is inside when it did not simply pass. */
interface TestCase {
  readonly name: string;
  readonly state: "passed" | "failure" | "error" | "skipped";
  readonly content: string;
}

/**
 * A run as JUnit XML: a suite for each patch, a case for each check, one for the verdict and one for each file beside it. Only the
 * attributes that all readers of the format know; without times, so that the same run gives the same file.
 */
export function junitReport({ outcomes }: VerifyRun): string {
  const suites = outcomes.map(
    (outcome) => [outcome.file, casesOf(outcome)] as const,
  );
  const all = suites.flatMap(([, cases]) => cases);
  const { tests, failures, errors } = countsOf(all);
  const root = xmlElement(
    "testsuites",
    { name: "patch-verify", tests, failures, errors },
    `\n${suites.map(([file, cases]) => suiteXml(file, cases)).join("")}`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}`;
}

function suiteXml(file: string, cases: readonly TestCase[]): string {
  const written = cases.map(({ name, content }) =>
    xmlElement("testcase", { name, classname: file }, content),
  );
  return xmlElement(
    "testsuite",
    { name: file, ...countsOf(cases) },
    `\n${written.join("")}`,
  );
}

function countsOf(cases: readonly TestCase[]): {
  tests: number;
  failures: number;
  errors: number;
  skipped: number;
} {
  const count = (state: TestCase["state"]): number =>
    cases.filter((test) => test.state === state).length;
  return {
    tests: cases.length,
    failures: count("failure"),
    errors: count("error"),
    skipped: count("skipped"),
  };
}

function casesOf(outcome: VerifyOutcome): TestCase[] {
  if ("error" in outcome) {
    const { code, message, remedy } = outcome.error;
    const attributes = { message, type: code };
    const content = xmlElement(
      "error",
      attributes,
      xmlLines([message, remedy]),
    );
    return [{ name: "verdict", state: "error", content }];
  }
  const { report } = outcome;
  return [
    ...report.checks.map((check) => checkCase(check, report)),
    verdictCase(report),
    ...(outcome.sidecars ?? []).map(sidecarCase),
  ];
}

/** A failed check fails, one that did not run is skipped, and what is worth knowing is its output. */
function checkCase(check: CheckResult, report: VerificationReport): TestCase {
  const found = report.findings.filter((finding) => finding.check === check.id);
  const errors = found.filter(({ severity }) => severity === "error");
  const others = found.filter(({ severity }) => severity !== "error");
  const output =
    others.length === 0
      ? ""
      : xmlElement("system-out", {}, xmlLines(others.flatMap(findingLines)));
  switch (check.state) {
    case "passed":
      return { name: check.title, state: "passed", content: output };
    case "not-run": {
      const skipped = xmlElement(
        "skipped",
        { message: check.reason ?? "" },
        "",
      );
      return { name: check.title, state: "skipped", content: skipped + output };
    }
    case "failed": {
      const [first] = errors;
      const attributes = {
        message: first?.message ?? "findings beyond the limit",
        type: first?.code ?? "",
      };
      const text = xmlLines(errors.flatMap(findingLines));
      const failure = xmlElement("failure", attributes, text);
      return { name: check.title, state: "failure", content: failure + output };
    }
  }
}

/** The verdict is a case of its own: a check that could not run must not leave the suite green. */
function verdictCase({ verdict }: VerificationReport): TestCase {
  const { word, meaning } = VERDICTS[verdict];
  if (verdict === "trusted")
    return { name: "verdict", state: "passed", content: "" };
  const attributes = { message: word, type: verdict };
  const content = xmlElement("failure", attributes, xmlLines([meaning]));
  return { name: "verdict", state: "failure", content };
}

function sidecarCase({
  kind,
  file,
  verdict,
  findings,
}: SidecarReport): TestCase {
  const name = `${SIDECAR_NAMES[kind]} ${file}`;
  const text = xmlLines(findings.flatMap(findingLines));
  if (verdict === "trusted") {
    const content =
      findings.length === 0 ? "" : xmlElement("system-out", {}, text);
    return { name, state: "passed", content };
  }
  const first = findings.find(({ severity }) => severity === "error");
  const attributes = {
    message: first?.message ?? SIDECAR_VERDICTS[verdict].word,
    type: first?.code ?? verdict,
  };
  const content = xmlElement("failure", attributes, text);
  return { name, state: "failure", content };
}

function findingLines(found: ShownFinding): string[] {
  const { what, where, target, means, remedy } = explain(found);
  return [
    `${found.severity} ${found.code}: ${what}`,
    ...(where === "" ? [] : [`  where: ${where}`]),
    ...(target === "" ? [] : [`  target: ${target}`]),
    ...(means === "" ? [] : [`  means: ${means}`]),
    `  do: ${remedy}`,
  ];
}

import { describe, expect, it } from "@jest/globals";
import { run, type RunResult } from "@stx-patch/testkit";
import { junitReport } from "../../src/render/junit.js";
import type { VerifyRun } from "../../src/commands/verify-outcome.js";
import { describeWithTool } from "@stx-patch/testkit";
import {
  badSidecar,
  craftedReport,
  findingOf,
  HOSTILE_TEXTS,
  hostileReport,
  runOf,
} from "../support/reports.js";

/** Reads a report the way CI systems do, and prints what they show. */
const READER = `
import json, sys
import xml.etree.ElementTree as tree
KNOWN = {
    "testsuites": {"name", "tests", "failures", "errors"},
    "testsuite": {"name", "tests", "failures", "errors", "skipped"},
    "testcase": {"name", "classname"},
    "failure": {"message", "type"}, "error": {"message", "type"},
    "skipped": {"message"}, "system-out": set(),
}
root = tree.fromstring(sys.stdin.buffer.read())
for node in root.iter():
    assert set(node.attrib) <= KNOWN[node.tag], (node.tag, node.attrib)
suites = []
for suite in root:
    cases = [{"name": case.get("name"), "children": [child.tag for child in case],
              "text": "".join(case.itertext())} for case in suite]
    count = lambda tag: sum(tag in case["children"] for case in cases)
    assert int(suite.get("tests")) == len(cases)
    for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        assert int(suite.get(attribute)) == count(tag), attribute
    suites.append({"name": suite.get("name"), "cases": cases})
for attribute in ("tests", "failures", "errors"):
    assert int(root.get(attribute)) == sum(int(suite.get(attribute)) for suite in root)
print(json.dumps(suites))
`;

/** A suite as Python reads it. */
interface Suite {
  readonly name: string;
  readonly cases: readonly {
    readonly name: string;
    readonly children: readonly string[];
    readonly text: string;
  }[];
}

async function read(verified: VerifyRun): Promise<Suite[]> {
  const result: RunResult = await run("python3", ["-c", READER], {
    input: Buffer.from(junitReport(verified)),
  });
  if (result.status !== 0) throw new Error(result.stderr);
  return JSON.parse(result.stdout.toString()) as Suite[];
}

describeWithTool("python3", "a JUnit report, as Python reads it", () => {
  it("has a suite for each patch, a case for each check and one for the verdict", async () => {
    const report = await craftedReport();
    const suites = await read(
      runOf({ file: "a.patch", report }, { file: "b.patch", report }),
    );
    expect(suites.map(({ name }) => name)).toEqual(["a.patch", "b.patch"]);
    expect(suites[0]?.cases.map(({ name }) => name)).toEqual([
      ...report.checks.map(({ title }) => title),
      "verdict",
    ]);
    const states = suites[0]?.cases.map(({ children }) => children.join());
    // IMA is not looked at without a certificate; the development key is worth a word.
    expect(states?.filter((state) => state === "skipped")).toHaveLength(1);
    expect(states).toContain("system-out");
    expect(states).not.toContain("failure");
  });

  it("fails the checks that failed, with what, where, why and what to do", async () => {
    const report = await craftedReport({ xml: Buffer.from("<patch></patch>") });
    const [suite] = await read(runOf({ file: "a.patch", report }));
    const failed = suite?.cases.filter(({ children }) =>
      children.includes("failure"),
    );
    expect(failed?.map(({ name }) => name)).toContain("metadata.xml");
    expect(failed?.at(-1)?.name).toBe("verdict");
    expect(failed?.[0]?.text).toMatch(
      /^error META_\w+: .+\n( {2}where: .+\n)? {2}means: .+\n {2}do: /,
    );
  });

  it("stays red when a check that counts did not run", async () => {
    const report = await craftedReport();
    const checks = report.checks.map(
      (check) => ({ ...check, state: "not-run", reason: "" }) as const,
    );
    const [suite] = await read(
      runOf({
        file: "a.patch",
        report: { ...report, verdict: "malformed", checks, findings: [] },
      }),
    );
    expect(suite?.cases.at(-1)).toMatchObject({
      name: "verdict",
      children: ["failure"],
    });
  });

  // A provenance of another patch once ended the command with 2 and left every report green.
  it("fails for a file beside the patch that is no good", async () => {
    const report = await craftedReport();
    const good = {
      ...badSidecar("good.json"),
      verdict: "trusted",
      findings: [],
    } as const;
    const sidecars = [good, badSidecar("other.json")];
    const [suite] = await read(runOf({ file: "a.patch", report, sidecars }));
    expect(suite?.cases.slice(-2)).toMatchObject([
      { name: "provenance good.json", children: [] },
      { name: "provenance other.json", children: ["failure"] },
    ]);
  });

  it("has an error for a file that cannot be read", async () => {
    const error = Object.assign(new Error("cannot open"), {
      code: "IO_NOT_FOUND",
      remedy: "Check the path.",
      location: {},
    });
    const [suite] = await read(runOf({ file: "lost.patch", error }));
    expect(suite?.cases).toMatchObject([
      { name: "verdict", children: ["error"] },
    ]);
  });

  it.each(HOSTILE_TEXTS)("stays well formed with %s", async (_name, text) => {
    const report = await hostileReport(text);
    const findings = [findingOf({ message: text, member: text })];
    const checks = report.checks.map(
      (check) => ({ ...check, state: "failed" }) as const,
    );
    const suites = await read(
      runOf({ file: text, report: { ...report, findings, checks } }),
    );
    expect(suites).toHaveLength(1);
  });
});

describe("a JUnit report", () => {
  it("is the same for the same run", async () => {
    const report = await craftedReport();
    const verified = runOf({ file: "a.patch", report });
    expect(junitReport({ ...verified, at: new Date(0) })).toBe(
      junitReport(verified),
    );
  });
});

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "@jest/globals";
import { Ajv, type ValidateFunction } from "ajv";
import { sarifLog } from "../../src/render/sarif/log.js";
import type { VerifyRun } from "../../src/commands/verify-outcome.js";
import {
  badSidecar,
  craftedReport,
  findingOf,
  HOSTILE_TEXTS,
  hostileReport,
  runOf,
} from "../support/reports.js";

/** The parts of a log that tests look at. */
interface Log {
  readonly runs: readonly {
    readonly tool: {
      readonly driver: { readonly rules: readonly { id: string }[] };
    };
    readonly invocations: readonly {
      readonly executionSuccessful: boolean;
      readonly toolExecutionNotifications: readonly {
        readonly descriptor: { readonly id: string };
      }[];
    }[];
    readonly artifacts: readonly object[];
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly message: { readonly text: string };
      readonly locations: readonly [
        {
          readonly physicalLocation: object;
          readonly logicalLocations?: readonly object[];
        },
      ];
      readonly partialFingerprints: Readonly<Record<string, string>>;
    }[];
  }[];
}

/** The schema of the standard, as the authors' own package ships it. */
const SCHEMA_FILE = createRequire(import.meta.url).resolve(
  "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json",
);

function compileSchema(): ValidateFunction {
  const ajv = new Ajv({
    strict: false,
    validateFormats: false,
    unicodeRegExp: false,
  });
  // Draft 4 differs from what the validator speaks in nothing that this schema uses but these two keys.
  const schema = JSON.parse(readFileSync(SCHEMA_FILE, "utf8")) as Record<
    string,
    unknown
  >;
  delete schema["$schema"];
  delete schema["id"];
  return ajv.compile(schema);
}

const validate = compileSchema();

function schemaErrors(log: unknown): unknown {
  validate(log);
  return validate.errors ?? [];
}

function logOf(run: VerifyRun): Log {
  return JSON.parse(sarifLog(run)) as Log;
}

const LOST = {
  file: "lost.patch",
  error: Object.assign(new Error("cannot open lost.patch"), {
    code: "IO_NOT_FOUND",
    remedy: "Check the path.",
    location: {},
  }),
};

describe("a SARIF log", () => {
  it("fits the schema of the standard", async () => {
    const report = {
      ...(await craftedReport()),
      findings: [findingOf({ offset: 1 })],
      findingsOmitted: 2,
    };
    const log = logOf(
      runOf(
        { file: "a b/ü#.patch", report },
        { file: "/abs/x.patch", report },
        { file: "-", report },
        LOST,
      ),
    );
    expect(schemaErrors(log)).toEqual([]);
    expect(schemaErrors({ ...log, version: "2.0.0" })).not.toEqual([]);
  });

  it("has files beside a patch as artifacts, with results of their own", async () => {
    const report = { ...(await craftedReport()), findings: [] };
    const sidecars = [badSidecar("a.intoto.json")];
    const log = logOf(
      runOf({ file: "a.patch", report, sidecars }, { file: "b.patch", report }),
    );
    expect(schemaErrors(log)).toEqual([]);
    const [run] = log.runs;
    expect(run?.artifacts[2]).toMatchObject({
      location: { uri: "a.intoto.json", index: 2 },
    });
    expect(run?.results).toMatchObject([
      {
        ruleId: "ATTEST_SUBJECT",
        level: "error",
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: "a.intoto.json", index: 2 },
            },
          },
        ],
      },
    ]);
    const { ruleIndex = -1 } = run?.results[0] ?? {};
    expect(run?.tool.driver.rules[ruleIndex]?.id).toBe("ATTEST_SUBJECT");
  });

  it("has a result for each finding, with rule, level and place", async () => {
    const report = {
      ...(await craftedReport()),
      findings: [
        findingOf({ member: "software.tar/a.rpm", offset: 512 }),
        findingOf({ severity: "warning", code: "VERIFY_FILE_NAME" }),
        findingOf({ severity: "info", code: "TAR_RECORD_PADDING" }),
      ],
    };
    const [{ results, tool }] = logOf(runOf({ file: "x.patch", report }))
      .runs as [Log["runs"][number]];
    expect(results.map(({ level }) => level)).toEqual([
      "error",
      "warning",
      "note",
    ]);
    for (const { ruleId, ruleIndex } of results)
      expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    expect(results[0]?.locations).toEqual([
      {
        physicalLocation: { artifactLocation: { uri: "x.patch", index: 0 } },
        logicalLocations: [
          {
            name: "a.rpm",
            fullyQualifiedName: "software.tar/a.rpm",
            kind: "resource",
            properties: { byteOffset: 512 },
          },
        ],
      },
    ]);
  });

  it("explains each rule, and makes one for a code that nobody describes", async () => {
    const report = {
      ...(await craftedReport()),
      findings: [findingOf({ code: "NEW_CODE" })],
    };
    const [run] = logOf(runOf({ file: "x.patch", report })).runs;
    expect(run?.tool.driver.rules).toContainEqual({
      id: "TAR_TRAILING_DATA",
      shortDescription: { text: expect.stringMatching(/\.$/) },
      fullDescription: { text: expect.stringMatching(/\.$/) },
      help: { text: expect.stringMatching(/\.$/) },
    });
    expect(run?.tool.driver.rules.at(-1)?.id).toBe("NEW_CODE");
    expect(run?.results[0]?.ruleIndex).toBe(
      (run?.tool.driver.rules.length ?? 0) - 1,
    );
  });

  it("gives fingerprints that tell findings apart and outlive other offsets and words", async () => {
    const report = await craftedReport();
    const fingerprints = (offset: number): string[] => {
      const findings = [
        findingOf({ offset, message: `data at ${offset}` }),
        findingOf({ offset: offset + 1 }),
        findingOf({ member: "software.tar" }),
      ];
      const [run] = logOf(
        runOf({ file: "x.patch", report: { ...report, findings } }),
      ).runs;
      return (run?.results ?? []).flatMap((result) =>
        Object.values(result.partialFingerprints),
      );
    };
    expect(new Set(fingerprints(1)).size).toBe(3);
    expect(fingerprints(1)).toEqual(fingerprints(99));
  });

  it("tells of a file that cannot be read as a notification, not as a result", () => {
    const [run] = logOf(runOf(LOST)).runs;
    expect(run?.results).toEqual([]);
    expect(run?.invocations[0]?.executionSuccessful).toBe(false);
    expect(
      run?.invocations[0]?.toolExecutionNotifications[0]?.descriptor.id,
    ).toBe("IO_NOT_FOUND");
  });

  it.each(HOSTILE_TEXTS)(
    "keeps %s from making links, placeholders or controls",
    async (_name, text) => {
      const log = logOf(
        runOf({ file: "x.patch", report: await hostileReport(text) }),
      );
      expect(schemaErrors(log)).toEqual([]);
      const message = log.runs[0]?.results[0]?.message.text ?? "";
      expect(message).not.toMatch(/[^\\]\]\(/);
      expect(message.replace(/\{\{|\}\}/g, "")).not.toMatch(/[{}]/);
      expect(message).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
    },
  );

  it.each([
    ["a b/ü#.patch", "a%20b/%C3%BC%23.patch"],
    ["/abs/x y.patch", "file:///abs/x%20y.patch"],
    ["a:b.patch", "./a%3Ab.patch"],
    ["-", undefined],
  ])("names the file %j by the URI %j", async (file, uri) => {
    const report = { ...(await craftedReport()), findings: [findingOf()] };
    const [run] = logOf(runOf({ file, report })).runs;
    expect(run?.results[0]?.locations[0].physicalLocation).toEqual({
      artifactLocation: uri === undefined ? { index: 0 } : { uri, index: 0 },
    });
  });
});

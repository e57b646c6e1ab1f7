import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "@jest/globals";
import type { VerificationReport } from "@stx-patch/patch-verify";
import { displayWidth } from "../../src/render/display-width.js";
import type { ReportLook } from "../../src/render/report-look.js";
import { createStyle } from "../../src/render/style.js";
import { renderReport } from "../../src/render/verify-report.js";
import { renderSummary } from "../../src/render/verify-summary.js";
import {
  craftedReport,
  findingOf,
  HOSTILE_TEXTS,
  hostileReport,
} from "../support/reports.js";

function look(columns: number, override: Partial<ReportLook> = {}): ReportLook {
  const sink = {
    isTerminal: false,
    columns: undefined,
    write: () => undefined,
  };
  return {
    style: createStyle(sink, {}),
    columns,
    extent: "short",
    ...override,
  };
}

/** A line may be too wide only when it is one word behind its indentation and label. */
function tooWide(text: string, columns: number): string[] {
  return text
    .split("\n")
    .filter((line) => displayWidth(line) > columns)
    .filter((line) => /\S {1,2}\S+ \S/.test(line.trim()));
}

async function manyRpms(count: number): Promise<VerificationReport> {
  const report = await craftedReport();
  const [rpm] = report.rpms;
  return {
    ...report,
    rpms: Array.from({ length: count }, (_, i) => ({
      ...rpm!,
      nevra: `package-${i}-1.0-1.noarch`,
    })),
  };
}

describe("the text of a report", () => {
  it.each([40, 60, 80, 200])("fits %i columns", async (columns) => {
    const report = {
      ...(await manyRpms(3)),
      findings: [
        findingOf({
          member: "software.tar/package-1-1.0-1.noarch.rpm",
          offset: 1024,
        }),
        findingOf({ severity: "warning", code: "VERIFY_FILE_NAME" }),
      ],
    };
    const text = renderReport("a/CRAFT_0001.patch", report, look(columns));
    expect(tooWide(text, columns)).toEqual([]);
    expect(text).toContain("package-2-1.0-1.noarch");
  });

  it("sets RPMs in columns where they fit, else below each other", async () => {
    const report = await manyRpms(2);
    expect(renderReport("p", report, look(200))).toMatch(
      /package-0-1\.0-1\.noarch {2}controller {2}/,
    );
    expect(renderReport("p", report, look(60))).toMatch(
      /package-0-1\.0-1\.noarch\n +controller;/,
    );
  });

  it("says of a finding what is wrong, where, what it means and what to do", async () => {
    const report = {
      ...(await craftedReport()),
      findings: [findingOf({ member: "software.tar", offset: 512 })],
    };
    const text = renderReport("p", report, look(80)).split("1 error\n")[1];
    expect(text).toBe(
      [
        "",
        "  error: Data follows the end mark. [TAR_TRAILING_DATA]",
        "    where  software.tar, byte 512",
        "    means  Data follows the end mark of the archive, where no reader looks.",
        "    do     Do not use the file.",
        "",
      ].join("\n"),
    );
  });

  it("cuts long lists and says how much is left, unless everything is asked for", async () => {
    const report = {
      ...(await manyRpms(300)),
      findings: Array.from({ length: 300 }, (_, i) =>
        findingOf({ message: `finding ${i} is here` }),
      ),
    };
    const short = renderReport("p", report, look(80));
    expect(short).toContain("and 280 more (--verbose lists them all)");
    expect(short).toContain("and 297 more of this kind");
    expect(short.split("\n").length).toBeLessThan(80);
    const full = renderReport("p", report, look(80, { extent: "full" }));
    expect(full).toContain("package-299-1.0-1.noarch");
    expect(full).toContain("Finding 299 is here.");
    expect(full).not.toContain("more");
  });

  it("puts errors before warnings before notes, and tells what was left out", async () => {
    const report = {
      ...(await craftedReport()),
      findings: [
        findingOf({ severity: "info", code: "TAR_RECORD_PADDING" }),
        findingOf({ severity: "warning", code: "VERIFY_FILE_NAME" }),
        findingOf(),
      ],
      findingsOmitted: 7,
    };
    const text = renderReport("p", report, look(80));
    expect(
      [...text.matchAll(/\[([A-Z_]+)\]/g)].map(([, code]) => code),
    ).toEqual(["TAR_TRAILING_DATA", "VERIFY_FILE_NAME", "TAR_RECORD_PADDING"]);
    expect(text).toContain("and 7 findings more");
  });

  it("is coloured for a terminal only, and the same besides", async () => {
    const report = await craftedReport();
    const sink = { isTerminal: true, columns: 80, write: () => undefined };
    const style = createStyle(sink, {});
    const coloured = renderReport("p", report, look(80, { style }));
    expect(coloured).toContain("\u001b[32mTRUSTED");
    const plain = renderReport("p", report, look(80));
    expect(plain).not.toContain("\u001b");
    expect(stripVTControlCharacters(coloured)).toBe(plain);
  });

  it.each(HOSTILE_TEXTS)(
    "lets %s neither act nor hide",
    async (_name, hostile) => {
      const text = renderReport(
        hostile,
        await hostileReport(hostile),
        look(80),
      );
      expect(text.replaceAll("\n", "")).not.toMatch(
        /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/u,
      );
    },
  );
});

describe("the summary of several patches", () => {
  it("is a table where it fits, else verdicts and names", async () => {
    const outcomes = [
      { file: "good.patch", report: await craftedReport() },
      {
        file: "lost.patch",
        error: Object.assign(new Error("no such file"), {
          code: "IO_NOT_FOUND",
          remedy: "Check the path.",
          location: {},
        }),
      },
    ];
    const wide = renderSummary(outcomes, look(80));
    expect(wide).toMatch(/^2 patches: 1 trusted, 1 not readable\n {2}PATCH /);
    expect(wide).toMatch(/good\.patch +TRUSTED +dev +0 +1\n/);
    expect(wide).toMatch(/lost\.patch +NOT READABLE +- +IO_NOT_FOUND\n/);
    expect(renderSummary(outcomes, look(40))).toContain(
      "  TRUSTED\n    good.patch\n  NOT READABLE\n    lost.patch\n",
    );
  });
});

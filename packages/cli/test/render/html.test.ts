import { describe, expect, it } from "@jest/globals";
import { htmlPage } from "../../src/render/html/page.js";
import { foreign, foreignBlock, html } from "../../src/render/html/markup.js";
import {
  badSidecar,
  craftedReport,
  findingOf,
  HOSTILE_TEXTS,
  hostileReport,
  runOf,
} from "../support/reports.js";

describe("markup", () => {
  it("escapes what is put in, and leaves markup alone", () => {
    const inner = html`<b title="${'a"b'}">${"<i>&'"}</b>`;
    expect(html`<p>${inner}${[inner]}${3}</p>`.text).toBe(
      `<p>${`<b title="a&quot;b">&lt;i&gt;&amp;&#39;</b>`.repeat(2)}3</p>`,
    );
  });

  it("shows what could hide", () => {
    expect(foreign("a\u202eb").text).toBe("<bdi>a\\u{202e}b</bdi>");
  });

  it("keeps line ends of texts only", () => {
    expect(foreignBlock("a\r\nb\tc").text).toContain(">a\nb\\x09c<");
  });
});

describe("the page", () => {
  it("has no script, no handler and nothing to load", async () => {
    const page = htmlPage(
      runOf({ file: "a.patch", report: await craftedReport() }),
    );
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).toContain("default-src &#39;none&#39;");
    expect(page).not.toMatch(
      /<script|<link|<img|<iframe|url\(|@import|\son\w+=|\ssrc=|https?:/i,
    );
  });

  it("shows files beside a patch that are no good, and is not green then", async () => {
    const report = await craftedReport();
    const pageOf = (sidecars: Parameters<typeof badSidecar>[0][]): string =>
      htmlPage(
        runOf({ file: "a.patch", report, sidecars: sidecars.map(badSidecar) }),
      );
    expect(pageOf([])).toContain('<header class="band trusted">');
    const page = pageOf(["<b>other</b>.json"]);
    expect(page).toContain('<header class="band untrusted">');
    expect(page).toContain("ATTEST_SUBJECT");
    expect(page).toContain("&lt;b&gt;other&lt;/b&gt;.json");
    expect(page).not.toContain("<b>other");
    expect(page).toContain("<dt>Builder</dt>");
  });

  it("has one heading of the first level, and skips none", async () => {
    const report = { ...(await craftedReport()), findings: [findingOf()] };
    for (const outcomes of [1, 3]) {
      const page = htmlPage(
        runOf(
          ...Array.from({ length: outcomes }, () => ({
            file: "a.patch",
            report,
          })),
        ),
      );
      const levels = [...page.matchAll(/<h([1-6])/g)].map(([, level]) =>
        Number(level),
      );
      expect(levels.filter((level) => level === 1)).toHaveLength(1);
      levels.forEach((level, i) => {
        expect(level).toBeLessThanOrEqual((levels[i - 1] ?? 0) + 1);
      });
    }
  });

  it("folds away the many of one kind, and loses none", async () => {
    const findings = Array.from({ length: 50 }, (_, i) =>
      findingOf({ message: `finding ${i} here` }),
    );
    const report = { ...(await craftedReport()), findings };
    const page = htmlPage(runOf({ file: "a.patch", report }));
    expect(page).toContain("45 more of this kind");
    expect(page).toContain("Finding 49 here.");
  });

  it.each(HOSTILE_TEXTS)("lets %s become no markup", async (_name, text) => {
    const tagsOf = (page: string): string[] =>
      page.match(/<[a-z/!][^\s>]*/g) ?? [];
    const hostile = htmlPage(
      runOf({ file: text, report: await hostileReport(text) }),
    );
    const tame = htmlPage(
      runOf({ file: "tame", report: await hostileReport("tame") }),
    );
    expect(tagsOf(hostile)).toEqual(tagsOf(tame));
    expect(hostile.replaceAll("\n", "")).not.toMatch(
      /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u,
    );
  });
});

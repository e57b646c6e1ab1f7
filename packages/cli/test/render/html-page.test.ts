import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { describeWithTool, withTempDir } from "@stx-patch/testkit";
import { chromium, type Browser, type Page } from "playwright-core";
import type { VerifyRun } from "../../src/commands/verify-outcome.js";
import { htmlPage } from "../../src/render/html/page.js";
import {
  craftedReport,
  findingOf,
  HOSTILE_TEXTS,
  hostileReport,
  runOf,
} from "../support/reports.js";

describeWithTool("chromium", "the page in chromium", () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-quic",
        "--disable-background-networking",
      ],
    });
  });

  afterAll(async () => {
    await browser.close();
  });

  /** Opens a page of a run and notes whatever it asks for or complains about. */
  async function withPage<T>(
    run: VerifyRun,
    look: { readonly width: number; readonly dark?: boolean },
    use: (page: Page) => Promise<T>,
  ): Promise<T> {
    return withTempDir(async (folder) => {
      const path = join(folder, "report.html");
      await writeFile(path, htmlPage(run));
      const page = await browser.newPage({
        viewport: { width: look.width, height: 800 },
        colorScheme: look.dark === true ? "dark" : "light",
      });
      const noises: string[] = [];
      page.on("request", (request) => noises.push(request.url()));
      page.on("console", (message) => noises.push(message.text()));
      page.on("dialog", (dialog) => noises.push(dialog.message()));
      await page.goto(pathToFileURL(path).href);
      const result = await use(page);
      // The page itself, and nothing else.
      expect(noises).toEqual([pathToFileURL(path).href]);
      await page.close();
      return result;
    });
  }

  it("says the verdict, the signer and what is inside", async () => {
    const run = runOf({
      file: "CRAFT_0001.patch",
      report: await craftedReport(),
    });
    await withPage(run, { width: 1280 }, async (page) => {
      expect(await page.title()).toBe(
        "TRUSTED: CRAFT_0001.patch – patch-verify",
      );
      expect(await page.getByRole("heading", { level: 1 }).innerText()).toMatch(
        /TRUSTED\s+CRAFT_0001\.patch/,
      );
      expect(
        await page
          .getByRole("cell", { name: "controller", exact: true })
          .count(),
      ).toBe(1);
      expect(
        await page
          .getByRole("table", { name: "RPMs of the patch" })
          .getByRole("rowheader", { name: "cgcs-patch-1.0-31.tis.x86_64" })
          .count(),
      ).toBe(1);
      expect(await page.getByText("Second line").innerText()).toBe(
        "First line\nSecond line",
      );
      expect(await page.locator("body").innerText()).toContain(
        "development signing key",
      );
    });
  });

  it.each([360, 768, 1280])("is never wider than %i pixels", async (width) => {
    const long = "x".repeat(300);
    const report = await hostileReport(long);
    const run = runOf(
      { file: `${long}.patch`, report },
      { file: "b.patch", report: await craftedReport() },
    );
    await withPage(run, { width }, async (page) => {
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(
        width,
      );
    });
  });

  it.each([false, true])(
    "keeps a contrast of 4.5 : 1, dark or not: %s",
    async (dark) => {
      const findings = (["error", "warning", "info"] as const).map((severity) =>
        findingOf({ severity }),
      );
      const outcomes = (["trusted", "untrusted", "malformed"] as const).map(
        (verdict) => ({
          file: `${verdict}.patch`,
          report: { verdict, findings },
        }),
      );
      const base = await craftedReport();
      const run = runOf(
        ...outcomes.map(({ file, report }) => ({
          file,
          report: { ...base, ...report },
        })),
      );
      await withPage(run, { width: 1280, dark }, async (page) => {
        expect(await page.evaluate(LOW_CONTRAST)).toEqual([]);
      });
    },
  );

  it("prints dark text on white paper, with what is folded away", async () => {
    const findings = Array.from({ length: 9 }, (_, i) =>
      findingOf({ message: `finding ${i} here` }),
    );
    const run = runOf({
      file: "a.patch",
      report: { ...(await craftedReport()), findings },
    });
    await withPage(run, { width: 800, dark: true }, async (page) => {
      await page.emulateMedia({ media: "print" });
      expect(await page.evaluate("getComputedStyle(document.body).color")).toBe(
        "rgb(0, 0, 0)",
      );
      expect(
        await page.evaluate("getComputedStyle(document.body).backgroundColor"),
      ).toBe("rgb(255, 255, 255)");
      expect(await page.getByText("Finding 8 here.").isVisible()).toBe(true);
      expect((await page.pdf({ format: "A4" })).subarray(0, 4).toString()).toBe(
        "%PDF",
      );
    });
  });

  it("lets no hostile text do anything", async () => {
    const outcomes = await Promise.all(
      HOSTILE_TEXTS.map(async ([name, text]) => ({
        file: `${name}.patch`,
        report: await hostileReport(text),
      })),
    );
    await withPage(runOf(...outcomes), { width: 360 }, async (page) => {
      for (const name of await page.locator(".name").all()) await name.hover();
      expect(await page.title()).toBe(
        `${outcomes.length} patches: ${outcomes.length} malformed – patch-verify`,
      );
      const active = "document.querySelectorAll('script, img, [onmouseover]')";
      expect(await page.evaluate(`${active}.length`)).toBe(0);
    });
  });
});

/** Texts whose colour is too near to what is behind them (WCAG 2, success criterion 1.4.3). */
const LOW_CONTRAST = `(() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => [r, g, b]
    .map((v) => v / 255)
    .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const colour = channels(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  return [...document.querySelectorAll("body *")]
    .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== ""))
    .map((element) => {
      const [a, b] = [channels(getComputedStyle(element).color), behind(element)].map(luminance);
      return { text: element.textContent.trim().slice(0, 40), ratio: (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) };
    })
    .filter(({ ratio }) => ratio < 4.5);
})()`;

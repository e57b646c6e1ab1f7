import { expect, it } from "@jest/globals";
import { describeWithTool } from "@stx-patch/testkit";
import { settled, verifyFiles, withPage } from "./support/page.js";
import { crafted } from "./support/patches.js";

describeWithTool("chromium", "the page by keyboard alone", () => {
  it("chooses a patch, and reaches what can be done with the result", async () => {
    await withPage(async ({ page }) => {
      const { name, bytes } = await crafted();
      // Long before Enter: the browser is told to hand choosers over, and a late word would lose this one.
      const choosing = page.waitForEvent("filechooser");
      await page.keyboard.press("Tab");
      expect(await focused(page)).toBe("Skip to the results");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await (
        await choosing
      ).setFiles([{ name, mimeType: "", buffer: Buffer.from(bytes) }]);
      await settled(page);

      const seen = new Set<string>();
      for (let i = 0; i < 25; i += 1) {
        await page.keyboard.press("Tab");
        seen.add(await focused(page));
      }
      for (const control of ["Add pasted text", "Save report", "Clear"])
        expect(seen).toContain(control);
    });
  });

  it("opens more options, sets each and takes a list of revoked keys by keyboard", async () => {
    await withPage(async ({ page }) => {
      const { keyboard } = page;
      const value = (id: string): Promise<string> =>
        page.locator(`#${id}`).inputValue();
      await page.focus("#development");
      await keyboard.press("Space");
      const spki = await page.locator(".anchor").getAttribute("data-spki");

      await keyboard.press("Tab");
      await keyboard.press("Enter");
      expect(await page.getByLabel("Would a target").isVisible()).toBe(true);

      await tabTo(page, "target");
      await keyboard.type("stx-20.06");
      expect(await value("target")).toBe("stx-20.06");
      await tabTo(page, "target-dev");
      await keyboard.press("Space");
      expect(await page.isChecked("#target-dev")).toBe(true);
      await tabTo(page, "at");
      await keyboard.type("02022099");
      expect(await value("at")).toBe("2099-02-02");
      // Enter sends a form away, and with it all that was set.
      await keyboard.press("Enter");
      await tabTo(page, "revoked");
      await keyboard.type("# typed");
      const choosing = page.waitForEvent("filechooser");
      await tabTo(page, "revoked-file");
      await keyboard.press("Enter");
      await (
        await choosing
      ).setFiles([
        {
          name: "revoked.txt",
          mimeType: "text/plain",
          buffer: Buffer.from(spki ?? ""),
        },
      ]);
      await page.waitForFunction(
        (text) =>
          document
            .querySelector<HTMLTextAreaElement>("#revoked")
            ?.value.endsWith(text),
        spki ?? "",
      );
      expect(await value("revoked")).toBe(`# typed\n${spki ?? ""}`);

      expect(await verifyFiles(page, [await crafted()])).toMatchObject([
        {
          state: "untrusted",
          codes: expect.arrayContaining(["TRUST_EXPIRED", "TRUST_REVOKED"]),
        },
      ]);
      expect(await value("at")).toBe("2099-02-02");
    });
  });
});

type Page = Parameters<typeof verifyFiles>[0];

async function focused(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.textContent ?? "");
}

/** Goes on with Tab until this control has the focus; a control that Tab does not reach within a date's fields is an error. */
async function tabTo(page: Page, id: string): Promise<void> {
  for (let i = 0; i < 6; i += 1) {
    await page.keyboard.press("Tab");
    if ((await page.evaluate(() => document.activeElement?.id)) === id) return;
  }
  throw new Error(`Tab does not reach #${id}`);
}

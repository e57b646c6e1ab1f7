import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { describeWithTool, withTempDir } from "@stx-patch/testkit";
import {
  addCertificates,
  dropFiles,
  settled,
  verifyFiles,
  withPage,
} from "./support/page.js";
import { CERTIFICATES, crafted, large } from "./support/patches.js";

describeWithTool("chromium", "the page", () => {
  it("says who signed and what is inside, aloud too, and asks nobody outside", async () => {
    await withPage(async ({ page, requests, complaints }) => {
      await addCertificates(page, [CERTIFICATES.dev]);
      await verifyFiles(page, [await crafted()]);

      const job = await page.locator(".job").innerText();
      expect(job).toContain("TRUSTED");
      expect(job).toContain("for development only");
      expect(job).toContain("CN=stx-patch development signing key");
      expect(job).toContain("cgcs-patch-1.0-31.tis.x86_64");
      const spoken = page.locator("[role=status][aria-live=polite]");
      expect(await spoken.textContent()).toMatch(/^CRAFT_0001.patch: TRUSTED,/);

      expect(requests.filter((url) => !url.startsWith("blob:"))).toEqual([]);
      expect(complaints).toEqual([]);
    });
  });

  it("may not open connections, load anything or run HTML, even if something in it tried", async () => {
    await withPage(async ({ page }) => {
      const outcomes = await page.evaluate(async () => {
        const attempt = async (act: () => unknown): Promise<string> => {
          try {
            await act();
            return "done";
          } catch {
            return "refused";
          }
        };
        return {
          fetch: await attempt(() => fetch("http://127.0.0.1:9/")),
          html: await attempt(() => {
            document.body.innerHTML = "<b>";
          }),
          worker: await attempt(() => new Worker("data:text/javascript,1")),
        };
      });
      expect(outcomes).toEqual({
        fetch: "refused",
        html: "refused",
        worker: "refused",
      });
    });
  });

  it("takes certificates and patches that are dropped together, and certificates in the role chosen", async () => {
    await withPage(async ({ page }) => {
      await dropFiles(page, "body", [await crafted(), CERTIFICATES.dev]);
      expect(await settled(page)).toMatchObject([{ state: "trusted" }]);

      await page.selectOption("#role", "formal");
      await dropFiles(page, "#trust", [CERTIFICATES.formal]);
      await page.locator("#anchors .anchor").nth(1).waitFor();
      const roles = page.locator("#anchors select");
      expect(await roles.nth(0).inputValue()).toBe("dev");
      expect(await roles.nth(1).inputValue()).toBe("formal");
    });
  });

  it("verifies again when trust changes: role, required role, pasted text, removal", async () => {
    await withPage(async ({ page }) => {
      expect(await verifyFiles(page, [await crafted()])).toMatchObject([
        { state: "untrusted", codes: ["TRUST_NO_ANCHORS"] },
      ]);

      await page.fill("#pem", Buffer.from(CERTIFICATES.dev.bytes).toString());
      await page.getByRole("button", { name: "Add pasted text" }).click();
      await page.locator("#anchors .anchor").waitFor();
      await page.selectOption("#anchors select", "dev");
      await page.click("#again");
      expect(await settled(page)).toMatchObject([{ state: "trusted" }]);

      await page.selectOption("#require", "formal");
      await page.click("#again");
      const [required] = await settled(page);
      expect(required?.state).toBe("untrusted");
      expect(required?.codes).toContain("TRUST_ROLE");

      await page.getByRole("button", { name: /^Remove/ }).click();
      await page.click("#again");
      expect(await settled(page)).toMatchObject([
        { codes: ["TRUST_NO_ANCHORS"] },
      ]);
    });
  });

  it("trusts the development certificate only when asked to", async () => {
    await withPage(async ({ page }) => {
      expect(await page.locator("#anchors .anchor").count()).toBe(0);
      await page.check("#development");
      await page.locator("#anchors .anchor").waitFor();
      expect(await verifyFiles(page, [await crafted()])).toMatchObject([
        { state: "trusted", codes: ["TRUST_DEVELOPMENT_KEY"] },
      ]);
      expect(await page.locator(".finding .message").innerText()).toMatch(
        /Signed with .*\.$/,
      );
      await page.uncheck("#development");
      expect(await page.locator("#anchors .anchor").count()).toBe(0);
    });
  });

  it("refuses a private key by its code", async () => {
    await withPage(async ({ page }) => {
      await addCertificates(page, [CERTIFICATES.privateKey]);
      expect(await page.locator("#trust-problems").textContent()).toContain(
        "TRUST_PRIVATE_KEY",
      );
      expect(await page.locator("#anchors .anchor").count()).toBe(0);
    });
  });

  it("checks file signatures when it has an IMA certificate, which signs no patches", async () => {
    await withPage(async ({ page }) => {
      await page.selectOption("#role", "ima");
      await addCertificates(page, [CERTIFICATES.ima]);
      const [result] = await verifyFiles(page, [await crafted()]);
      expect(result?.checks["ima"]).not.toBe("not-run");
      expect(result?.state).toBe("untrusted");
    });
  });

  it("cancels a file and goes on with the next one", async () => {
    const big = await large(40 << 20);
    await withTempDir(async (folder) => {
      // From disk: what is handed over in memory goes through a pipe first, which takes seconds.
      const path = join(folder, "large.patch");
      await writeFile(path, big.bytes);
      await withPage(async ({ page }) => {
        await page.check("#development");
        await dropFiles(page, "body", [await crafted()]);
        await settled(page);
        await page.setInputFiles("#patches", path);
        await page.getByRole("button", { name: "Cancel large.patch" }).click();
        await dropFiles(page, "body", [await crafted()]);
        expect(await settled(page)).toMatchObject([
          { state: "trusted" },
          { state: "cancelled" },
          { state: "trusted" },
        ]);
      });
    });
  });

  it("asks a target, apart from the verdict", async () => {
    await withPage(async ({ page }) => {
      await page.check("#development");
      await page.getByText("More options").click();
      const target = page.getByLabel("Would a target take it?");
      await target.selectOption("stx-20.06");
      await verifyFiles(page, [await crafted()]);
      const answer = page.locator("[data-target]");
      expect(await answer.getAttribute("data-target")).toBe("refused");
      expect(await answer.innerText()).toContain(
        "trusted by us, refused by the target",
      );

      await page.getByLabel("The target accepts development").check();
      await page.click("#again");
      expect(await settled(page)).toMatchObject([{ state: "trusted" }]);
      expect(await answer.getAttribute("data-target")).toBe("accepted");
    });
  });

  it("takes back trust: another day, revoked keys, an intermediate that nobody issued", async () => {
    await withPage(async ({ page }) => {
      const again = async (): Promise<unknown> => {
        await page.click("#again");
        return (await settled(page))[0];
      };
      await page.check("#development");
      await page.getByText("More options").click();
      await verifyFiles(page, [await crafted()]);

      const day = page.getByLabel("Check dates as of");
      await day.fill("2099-01-01");
      expect(await again()).toMatchObject({
        state: "untrusted",
        codes: expect.arrayContaining(["TRUST_EXPIRED"]),
      });
      await day.fill("");
      expect(await again()).toMatchObject({ state: "trusted" });

      const spki = await page.locator(".anchor").getAttribute("data-spki");
      await page.setInputFiles("#revoked-file", {
        name: "revoked.txt",
        mimeType: "text/plain",
        buffer: Buffer.from(`# lost in 2026\n${spki ?? ""}\n`),
      });
      await page.waitForFunction(
        (text) =>
          document
            .querySelector<HTMLTextAreaElement>("#revoked")
            ?.value.includes(text),
        spki ?? "",
      );
      expect(await again()).toMatchObject({
        state: "untrusted",
        codes: expect.arrayContaining(["TRUST_REVOKED"]),
      });
      await page.getByLabel("Revoked").fill("all of them");
      expect(await again()).toMatchObject({
        state: "failed",
        codes: ["TRUST_REVOCATION_LIST"],
      });
      await page.getByLabel("Revoked").fill("");
      await page.selectOption("#anchors select", "intermediate");
      expect(await again()).toMatchObject({
        state: "untrusted",
        codes: expect.arrayContaining(["TRUST_ISSUER_UNKNOWN"]),
      });
    });
  });
});

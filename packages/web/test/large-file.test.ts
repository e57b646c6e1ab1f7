import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { describeWithTool, withTempDir } from "@stx-patch/testkit";
import { settled, withPage } from "./support/page.js";
import { large } from "./support/patches.js";

const MIB = 1 << 20;
const SIZE_BYTES = 64 * MIB;

describeWithTool("chromium", "a large file", () => {
  it("is read piece by piece while the page stays responsive", async () => {
    const { name, bytes } = await large(SIZE_BYTES);
    await withTempDir(async (folder) => {
      const path = join(folder, name);
      await writeFile(path, bytes);
      await withPage(async ({ page, complaints }) => {
        await page.check("#development");
        await page.evaluate(() => {
          const seen = new Set<number>();
          Object.assign(globalThis, { seen });
          // Runs only while the page does not compute.
          setInterval(() => {
            const bar = document.querySelector("progress");
            if (bar !== null) seen.add(bar.value);
          }, 10);
        });
        await page.setInputFiles("#patches", path);
        const [result] = await settled(page);
        expect(result?.checks["signature"]).toBe("passed");
        expect(result?.checks["checksum"]).toBe("passed");

        const steps = await page.evaluate(
          () => (globalThis as unknown as { seen: Set<number> }).seen.size,
        );
        expect(steps).toBeGreaterThan(3);
        expect(complaints).toEqual([]);
      });
    });
  });
});

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { describeWithTool, withTempDir } from "@stx-patch/testkit";
import { settled, withPage } from "./support/page.js";
import { large } from "./support/patches.js";

const MIB = 1 << 20;
const SIZE_BYTES = 64 * MIB;

/** Far more than a page that only shows progress needs, far less than one that computes. */
const MAX_LAG_MS = 1500;

describeWithTool("chromium", "a large file", () => {
  it("is read piece by piece while the page stays responsive", async () => {
    const { name, bytes } = await large(SIZE_BYTES);
    await withTempDir(async (folder) => {
      const path = join(folder, name);
      await writeFile(path, bytes);
      await withPage(async ({ page, complaints }) => {
        await page.check("#development");
        await page.evaluate(() => {
          const seen = { lagMs: 0, values: new Set<number>() };
          Object.assign(globalThis, { seen });
          let last = performance.now();
          setInterval(() => {
            const now = performance.now();
            seen.lagMs = Math.max(seen.lagMs, now - last - 10);
            last = now;
            const bar = document.querySelector("progress");
            if (bar !== null) seen.values.add(bar.value);
          }, 10);
        });
        await page.setInputFiles("#patches", path);
        const [result] = await settled(page);
        expect(result?.checks["signature"]).toBe("passed");
        expect(result?.checks["checksum"]).toBe("passed");

        const seen = await page.evaluate(() => {
          const found = (
            globalThis as unknown as {
              seen: { lagMs: number; values: Set<number> };
            }
          ).seen;
          return { lagMs: found.lagMs, steps: found.values.size };
        });
        expect(seen.lagMs).toBeLessThan(MAX_LAG_MS);
        expect(seen.steps).toBeGreaterThan(3);
        expect(complaints).toEqual([]);
      });
    });
  });
});

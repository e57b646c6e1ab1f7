import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Top of the repository. */
export const ROOT = fileURLToPath(new URL("../../..", import.meta.url)).replace(
  /\/$/,
  "",
);

/** What `npm run package` made. */
export const MADE = join(ROOT, "dist-packages");

/**
 * Runs a check in a folder of its own, outside the checkout, and says its one line.
 *
 * @param {(folder: string) => Promise<string> | string} check - returns what it showed
 */
export async function inScratch(check) {
  const folder = mkdtempSync(join(tmpdir(), "stx-patch-check-"));
  try {
    console.log(await check(folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

import { copyFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "@jest/globals";
import {
  describeWithTool,
  run,
  TEST_KEYS,
  vectorPath,
  withTempDir,
} from "@stx-patch/testkit";
import { codesIn } from "../support/cli.js";

const PAGE = fileURLToPath(
  new URL("../../../../docs/modify.md", import.meta.url),
);
const BIN = fileURLToPath(new URL("../../bin", import.meta.url));
const FILE = "STX_20.06_PATCH_0001.patch";

/** Every block of shell commands on the page; executables run out of the checkout. */
async function commands(): Promise<string> {
  const page = await readFile(PAGE, "utf8");
  return [...page.matchAll(/^```sh\n([^]*?)^```$/gm)]
    .map(([, block = ""]) => block)
    .join("")
    .replace(/^patch-\w+/gm, (name) => `node "$BIN/${name}.js"`);
}

describeWithTool(["bash"], "docs/modify.md", () => {
  it("has commands that run as they stand there, in their order", async () => {
    await withTempDir(async (cwd) => {
      const vector = "release-from-environment/STX_20.06_PATCH_0001.patch";
      await copyFile(vectorPath("patch", vector), join(cwd, FILE));
      const result = await run(
        "bash",
        ["-euo", "pipefail", "-c", await commands()],
        {
          cwd,
          env: {
            PATH: process.env["PATH"],
            BIN,
            DEV_CERT: TEST_KEYS.dev.certificate,
            FORMAL_CERT: TEST_KEYS.formal.certificate,
            FORMAL_KEY: TEST_KEYS.formal.privateKey,
          },
        },
      );
      expect(codesIn(result.stderr)).toEqual([]);
      expect(result.status).toBe(0);
      const said = result.stdout.toString().match(/Patch is|would be/g);
      expect(said).toEqual([
        ...["Patch is", "would be", "Patch is", "Patch is", "Patch is"],
      ]);
    });
  });
});

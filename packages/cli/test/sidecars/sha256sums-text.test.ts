import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { runOk, withTempDir } from "@stx-patch/testkit";
import { sha256sumsText } from "../../src/sidecars/sha256sums-text.js";

it("is what sha256sum writes, whatever a file is called", async () => {
  await withTempDir(async (cwd) => {
    const names = [
      "plain",
      "back\\slash",
      "line\nend",
      "return\r",
      " blank",
      "-dash",
      "ünï",
    ];
    for (const name of names) await writeFile(join(cwd, name), name);
    const { stdout } = await runOk("sha256sum", ["--", ...names], { cwd });
    const files = names.map((name) => ({
      name,
      sha256: createHash("sha256").update(name).digest("hex"),
    }));
    expect(sha256sumsText(files)).toBe(stdout.toString());
  });
});

import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, it } from "@jest/globals";

import { withTempDir } from "../src/temp-dir.js";

describe("withTempDir", () => {
  it("returns the result and removes the folder with its content", async () => {
    const folder = await withTempDir(async (path) => {
      await writeFile(join(path, "file"), "x");
      return path;
    });
    expect(existsSync(folder)).toBe(false);
  });

  it("removes the folder after a failure, too", async () => {
    let folder = "";
    const failing = withTempDir((path) => {
      folder = path;
      return Promise.reject(new Error("failed inside"));
    });
    await expect(failing).rejects.toThrow("failed inside");
    expect(existsSync(folder)).toBe(false);
  });
});

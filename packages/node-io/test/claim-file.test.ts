import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { withTempDir } from "@stx-patch/testkit";
import { claimFile } from "../src/index.js";

describe("claiming a file", () => {
  it("succeeds once", async () => {
    await withTempDir(async (folder) => {
      const path = join(folder, "claim");
      expect(claimFile(path, "first")).toBe(true);
      expect(claimFile(path, "second")).toBe(false);
      expect(await readFile(path, "utf8")).toBe("first");
    });
  });

  it("says why it cannot", () => {
    expect(() => claimFile("/nowhere/claim", "")).toThrow(
      expect.objectContaining({ code: "IO_NOT_FOUND" }),
    );
  });
});

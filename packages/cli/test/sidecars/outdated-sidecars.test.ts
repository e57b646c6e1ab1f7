import { writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { withTempDir } from "@stx-patch/testkit";
import { outdatedSidecars } from "../../src/sidecars/outdated-sidecars.js";

const BESIDE = [
  "P.patch",
  "P.patch.cdx.json",
  "P.patch.intoto.json",
  "P.patch.sha256",
  "P.patch.spdx.json",
  "P.patch.tsr",
  "P.patch.old",
  "P2.patch.sha256",
];

async function outdated(hasNewContent: boolean): Promise<string[]> {
  return withTempDir(async (folder) => {
    for (const name of BESIDE) await writeFile(join(folder, name), "");
    const path = join(folder, "P.patch");
    const found = await outdatedSidecars({ path, hasNewContent });
    return found.map((file) => basename(file));
  });
}

describe("files beside a patch that became another", () => {
  it("are all outdated by new content, and those of other files are not", async () => {
    expect(await outdated(true)).toEqual([
      "P.patch.cdx.json",
      "P.patch.intoto.json",
      "P.patch.sha256",
      "P.patch.spdx.json",
      "P.patch.tsr",
    ]);
  });

  it("are outdated by a new signature but for provenance, which is about the content", async () => {
    expect(await outdated(false)).toEqual([
      "P.patch.cdx.json",
      "P.patch.sha256",
      "P.patch.spdx.json",
      "P.patch.tsr",
    ]);
  });

  it("are none where the folder cannot be listed", async () => {
    const path = "/nowhere/P.patch";
    expect(await outdatedSidecars({ path, hasNewContent: true })).toEqual([]);
  });
});

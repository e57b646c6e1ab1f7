import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { withTempDir } from "@stx-patch/testkit";
import { describe, expect, it } from "@jest/globals";
import type { SidecarMaker } from "../../src/sidecars/sidecar.js";
import { openSidecars } from "../../src/sidecars/write-sidecars.js";

const PATCH = { fileName: "P.patch", sizeBytes: 3, sha256: "ab".repeat(32) };

function maker(suffix: string): SidecarMaker {
  return {
    kind: "provenance",
    suffix,
    make: ({ fileName, sha256, sidecars }) =>
      Promise.resolve(
        new TextEncoder().encode(
          `${fileName} ${sha256} ${sidecars.map(({ path }) => path.slice(-2)).join()}`,
        ),
      ),
  };
}

describe("sidecars", () => {
  it("get their names together, and each knows those before it", async () => {
    await withTempDir(async (folder) => {
      const makers = [maker(".a"), maker(".b")];
      const open = await openSidecars(makers, join(folder, "P.patch"));
      const written = await open.write(PATCH);
      const before = (await readdir(folder)).filter((name) =>
        name.startsWith("P."),
      );
      expect(before).toEqual([]);
      await open.commit();
      expect((await readdir(folder)).toSorted()).toEqual([
        "P.patch.a",
        "P.patch.b",
      ]);
      expect(written.map(({ path }) => path)).toEqual([
        join(folder, "P.patch.a"),
        join(folder, "P.patch.b"),
      ]);
      expect(await readFile(join(folder, "P.patch.b"), "utf8")).toBe(
        `P.patch ${PATCH.sha256} .a`,
      );
    });
  });

  it("leave nothing and an older file as it was when given up", async () => {
    await withTempDir(async (folder) => {
      await writeFile(join(folder, "P.patch.a"), "old");
      const open = await openSidecars([maker(".a")], join(folder, "P.patch"));
      await open.write(PATCH);
      await open.abort();
      expect(await readdir(folder)).toEqual(["P.patch.a"]);
      expect(await readFile(join(folder, "P.patch.a"), "utf8")).toBe("old");
    });
  });

  it("are refused before the work when there is no place for one", async () => {
    await withTempDir(async (folder) => {
      const path = join(folder, "missing", "P.patch");
      await expect(openSidecars([maker(".a")], path)).rejects.toMatchObject({
        code: "IO_NOT_FOUND",
      });
    });
  });
});

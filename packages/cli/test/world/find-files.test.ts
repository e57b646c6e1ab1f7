import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { withTempDir } from "@stx-patch/testkit";
import { findFiles } from "../../src/world/find-files.js";

describe("files below a directory", () => {
  it("are found at any depth, sorted, links to files among them", async () => {
    await withTempDir(async (folder) => {
      await mkdir(join(folder, "Packages", "b"), { recursive: true });
      const names = ["Packages/b/z.rpm", "Packages/a.RPM", "top.rpm"];
      for (const name of [...names, "note.txt"])
        await writeFile(join(folder, name), "");
      await symlink(join(folder, "top.rpm"), join(folder, "link.rpm"));
      expect(await findFiles(folder, ".rpm")).toEqual(
        ["Packages/a.RPM", "Packages/b/z.rpm", "link.rpm", "top.rpm"].map(
          (name) => join(folder, name),
        ),
      );
    });
  });

  it("are not looked for behind links to directories, which may be circles", async () => {
    await withTempDir(async (folder) => {
      await writeFile(join(folder, "a.rpm"), "");
      await symlink(folder, join(folder, "again"));
      expect(await findFiles(folder, ".rpm")).toHaveLength(1);
    });
  });

  it("are not looked for deeper than any load is", async () => {
    await withTempDir(async (folder) => {
      await mkdir(join(folder, ...Array<string>(16).fill("d")), {
        recursive: true,
      });
      await expect(findFiles(folder, ".rpm")).rejects.toMatchObject({
        code: "CLI_DIRECTORY_TOO_LARGE",
      });
    });
  });

  it("cannot be found where there is no directory", async () => {
    await expect(findFiles("/no/such/place", ".rpm")).rejects.toMatchObject({
      code: "IO_NOT_FOUND",
    });
  });
});

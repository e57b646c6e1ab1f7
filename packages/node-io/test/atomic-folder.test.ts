import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { codeOf, withTempDir } from "@stx-patch/testkit";
import { abortAllAtomicFiles, createAtomicFolder } from "../src/index.js";

const TEXT = new TextEncoder().encode("text");

async function put(
  folder: Awaited<ReturnType<typeof createAtomicFolder>>,
  ...names: string[]
): Promise<void> {
  const file = await folder.createFile(names);
  await file.write(TEXT);
  await file.close();
}

describe("a folder that is made as a whole", () => {
  it("appears with all of its files at the end, in place of an empty one", async () => {
    await withTempDir(async (cwd) => {
      await mkdir(join(cwd, "out"));
      const folder = await createAtomicFolder(join(cwd, "out"));
      await put(folder, "a", "b", "file");
      expect(await readdir(join(cwd, "out"))).toEqual([]);
      await folder.commit();
      expect(await readFile(join(cwd, "out/a/b/file"), "utf8")).toBe("text");
      expect(await readdir(cwd)).toEqual(["out"]);
    });
  });

  it.each([
    ["given up", (folder: { abort(): Promise<void> }) => folder.abort()],
    [
      "ended by a signal",
      () => {
        abortAllAtomicFiles();
        return Promise.resolve();
      },
    ],
  ])("leaves nothing when it is %s", async (_, end) => {
    await withTempDir(async (cwd) => {
      const folder = await createAtomicFolder(join(cwd, "out"));
      await put(folder, "a", "file");
      await end(folder);
      expect(await readdir(cwd)).toEqual([]);
      expect(await codeOf(folder.createFile(["x"]))).toBe("IO_ABORTED");
    });
  });

  it("removes what a killed process left behind for the same target", async () => {
    await withTempDir(async (cwd) => {
      const folder = await createAtomicFolder(join(cwd, "out"));
      const [name = ""] = await readdir(cwd);
      await folder.abort();
      // No process has this id: it is beyond the largest that Linux gives.
      const stale = name.replace(/\d+-/, "4194305-");
      await mkdir(join(cwd, stale, "deep"), { recursive: true });
      await writeFile(join(cwd, stale, "deep/file"), "x");
      await (await createAtomicFolder(join(cwd, "out"))).abort();
      expect(await readdir(cwd)).toEqual([]);
    });
  });

  it("does not replace what somebody put there meanwhile", async () => {
    await withTempDir(async (cwd) => {
      const folder = await createAtomicFolder(join(cwd, "out"));
      await put(folder, "file");
      await mkdir(join(cwd, "out"));
      await writeFile(join(cwd, "out/mine"), "mine");
      expect(await codeOf(folder.commit())).toBe("IO_FOLDER_NOT_EMPTY");
      await folder.abort();
      expect(await readdir(cwd)).toEqual(["out"]);
      expect(await readdir(join(cwd, "out"))).toEqual(["mine"]);
    });
  });

  it.each([
    [[".."]],
    [["."]],
    [[""]],
    [[]],
    [["a/b"]],
    [["a", "..", "b"]],
    [["nul\0"]],
    [["right\u202eleft"]],
  ])("refuses the name %j", async (names) => {
    await withTempDir(async (cwd) => {
      const folder = await createAtomicFolder(join(cwd, "out"));
      expect(await codeOf(folder.createFile(names))).toBe("IO_NAME_UNSAFE");
      await folder.abort();
    });
  });

  it("refuses a name that is taken", async () => {
    await withTempDir(async (cwd) => {
      const folder = await createAtomicFolder(join(cwd, "out"));
      await put(folder, "file");
      expect(await codeOf(folder.createFile(["file"]))).toBe("IO_FILE_EXISTS");
      await folder.abort();
    });
  });
});

import { describe, expect, it } from "@jest/globals";
import type { RpmFile } from "@stx-patch/rpm-parser";
import {
  FileComparison,
  type FileChanges,
} from "../../src/impact/file-changes.js";

function fileChanges(
  files: readonly RpmFile[],
  { nevra, files: before }: { nevra: string; files: readonly RpmFile[] },
): FileChanges {
  const comparison = new FileComparison({ nevra, batches: [before] });
  files.forEach((one) => {
    comparison.add(one);
  });
  return comparison.finish();
}

function file(path: string, override: Partial<RpmFile> = {}): RpmFile {
  return {
    path,
    mode: 0o100644,
    sizeBytes: 1,
    mtimeSeconds: 0,
    flags: 0,
    verifyFlags: 0,
    linkTarget: "",
    user: "root",
    group: "root",
    digest: "aa",
    imaSignature: "",
    rdev: 0,
    inode: 1,
    capabilities: "",
    ...override,
  };
}

describe("files against those of the replaced package", () => {
  it("are added, changed, removed or as before", () => {
    const base = {
      nevra: "foo-1-1.noarch",
      files: [file("/a"), file("/b"), file("/c")],
    };
    const files = [file("/a"), file("/b", { digest: "bb" }), file("/d")];
    expect(fileChanges(files, base)).toEqual({
      base: "foo-1-1.noarch",
      added: { count: 1, paths: ["/d"] },
      changed: { count: 1, paths: ["/b"] },
      removed: { count: 1, paths: ["/c"] },
      unchanged: 1,
    });
  });

  it.each<[string, Partial<RpmFile>, Partial<RpmFile>, boolean]>([
    ["a time", {}, { mtimeSeconds: 9 }, false],
    ["a file signature", {}, { imaSignature: "03" }, false],
    ["a mode", {}, { mode: 0o100755 }, true],
    ["an owner", {}, { user: "wrs" }, true],
    ["a group", {}, { group: "wrs" }, true],
    ["capabilities", {}, { capabilities: "= cap_net_raw+p" }, true],
    [
      "capabilities of a directory",
      { mode: 0o040755, digest: "" },
      { capabilities: "=" },
      true,
    ],
    ["a digest", {}, { digest: "cc" }, true],
    ["another digest algorithm alone", {}, { digest: "aabb" }, false],
    ["algorithm and size", {}, { digest: "aabb", sizeBytes: 2 }, true],
    ["a link", { linkTarget: "x" }, { linkTarget: "y" }, true],
    [
      "a directory's size",
      { mode: 0o040755 },
      { mode: 0o040755, sizeBytes: 9 },
      false,
    ],
  ])("%s", (_what, before, after, isChanged) => {
    const base = { nevra: "b", files: [file("/a", before)] };
    const { changed } = fileChanges(
      [file("/a", { ...before, ...after })],
      base,
    );
    expect(changed.count).toBe(isChanged ? 1 : 0);
  });

  it("counts all and keeps the first names", () => {
    const files = Array.from({ length: 1000 }, (_, i) => file(`/${i}`));
    const { added } = fileChanges(files, { nevra: "b", files: [] });
    expect(added.count).toBe(1000);
    expect(added.paths).toHaveLength(20);
  });
});

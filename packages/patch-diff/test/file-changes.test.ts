import { describe, expect, it } from "@jest/globals";
import type { RpmFile } from "@stx-patch/rpm-parser";
import { compareFiles } from "../src/file-changes.js";

function file(path: string, override: Partial<RpmFile> = {}): RpmFile {
  return {
    path,
    mode: 0o100644,
    sizeBytes: 5,
    mtimeSeconds: 1,
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

const BUDGET = (): { entries: number } => ({ entries: 100 });

describe("comparing file lists", () => {
  it.each<[string, Partial<RpmFile>, string[]]>([
    ["content", { digest: "bb" }, ["content"]],
    ["size", { sizeBytes: 6 }, ["content"]],
    ["mode", { mode: 0o104755 }, ["mode"]],
    ["owner", { user: "nobody" }, ["owner"]],
    ["group", { group: "sys" }, ["owner"]],
    ["link target", { linkTarget: "/x" }, ["link target"]],
    ["capabilities", { capabilities: "cap_net_raw=p" }, ["capabilities"]],
    ["flags", { flags: 1 }, ["flags"]],
    ["time", { mtimeSeconds: 9 }, []],
    ["a digest that cannot be compared", { digest: "aabb" }, []],
  ])("sees another %s as it should", (_, override, aspects) => {
    const found = compareFiles(
      [[file("/a")]],
      [[file("/a", override)]],
      BUDGET(),
    );
    expect(found.list.flatMap((change) => change.aspects)).toEqual(aspects);
    expect(found.changed).toBe(aspects.length);
  });

  it("takes no notice of a directory's size, which is the build machine's", () => {
    const directory = { mode: 0o040755, digest: "" };
    const found = compareFiles(
      [[file("/d", { ...directory, sizeBytes: 40 })]],
      [[file("/d", { ...directory, sizeBytes: 4096 })]],
      BUDGET(),
    );
    expect(found.unchanged).toBe(1);
  });

  it("counts all changes and lists as many as may be kept", () => {
    const many = Array.from({ length: 10 }, (_, i) => file(`/${i}`));
    const budget = { entries: 4 };
    const found = compareFiles([many.slice(5)], [many.slice(0, 5)], budget);
    expect(found).toMatchObject({ added: 5, removed: 5, unchanged: 0 });
    expect(found.list).toHaveLength(4);
    expect(budget.entries).toBe(0);
  });
});

import { describe, expect, it } from "@jest/globals";
import {
  globPattern,
  isUnbuilt,
  mayHold,
  parseImageList,
  parseUnbuiltPatterns,
  releaseProblems,
} from "../src/index.js";

describe("globPattern", () => {
  it.each([
    ["-devel-", "a-devel-1.rpm", true],
    ["^kernel-*-devel", "kernel-rt-devel-1.rpm", true],
    ["^kernel", "my-kernel-1.rpm", false],
    ["doc$", "a-doc", true],
    ["doc$", "a-doc-1", false],
    ["^a?[0-9]$", "ab7", true],
    ["^a[!0-9]$", "a7", false],
    ["^a.b$", "axb", false],
  ])("%s on %s is %s", (glob, name, expected) => {
    expect(globPattern(glob)(name)).toBe(expected);
  });

  it("takes no time on patterns made to take it", () => {
    const matches = globPattern(`^${"*a".repeat(100)}$`);
    expect(matches(`${"a".repeat(250)}b`)).toBe(false);
  });
});

describe("files of a package", () => {
  const wanted = { name: "tool", personalities: [], architectures: ["x86_64"] };

  it.each([
    ["tool-1-1.x86_64.rpm", true],
    ["tool-libs-1-1.x86_64.rpm", true],
    ["tool-1-1.noarch.rpm", false],
    ["tool-1-1.src.rpm", false],
    ["mytool-1-1.x86_64.rpm", false],
  ])("%s: %s", (name, expected) => {
    expect(mayHold(wanted, name)).toBe(expected);
  });

  it("leaves out what is not delivered, unless the image has it", () => {
    const rules = {
      patterns: parseUnbuiltPatterns("# not these\n^tool-dbg\n", "f"),
      image: parseImageList("tool-dbg-core # this one\n", "f"),
    };
    expect(isUnbuilt("tool-dbg", "tool-dbg-1.rpm", rules)).toBe(true);
    expect(isUnbuilt("tool-dbg-core", "tool-dbg-core-1.rpm", rules)).toBe(
      false,
    );
    expect(isUnbuilt("tool", "tool-1.rpm", rules)).toBe(false);
  });
});

describe("releaseProblems", () => {
  const patch = (
    id: string,
    release: string,
  ): Parameters<typeof releaseProblems>[0] => ({
    id,
    packages: [
      {
        name: "p",
        arch: "x",
        evr: { epoch: undefined, version: "1", release },
      },
    ],
  });

  it.each([
    ["2.tis.10", "2.tis.9", 0],
    ["2", "2", 1],
    ["1~rc", "1", 1],
  ])("%s after %s: %s problems", (now, then, count) => {
    const before = [
      patch("OLD", "0"),
      patch("A", then),
      { id: "B", packages: [] },
    ];
    const problems = releaseProblems(patch("NEW", now), before);
    expect(problems.map(({ code }) => code)).toEqual(
      Array.from({ length: count }, () => "RECIPE_RPM_NOT_HIGHER"),
    );
  });
});

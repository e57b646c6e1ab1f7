import { describe, expect, it } from "@jest/globals";
import { found, judge, packageOf, patchOf } from "../support/release.js";

const SHELL = packageOf("bash-4.2-1.x86_64", { files: ["/bin/sh"] });
const LIB_1 = packageOf("lib-1.0-1.x86_64", {
  provides: ["lib.so.1", "config(lib) = 1.0-1"],
});
const BASE = [SHELL, LIB_1, packageOf("foo-1.0-1.x86_64")];

function foo(...requires: readonly string[]): ReturnType<typeof packageOf> {
  return packageOf("foo-1.0-2.x86_64", { requires });
}

const UNSATISFIED = ["error RELEASE_UNSATISFIED"];

describe("what RPMs require", () => {
  it.each([
    ["lib.so.1", []],
    ["lib = 1.0-1", []],
    ["lib >= 1.0", []],
    ["lib > 1.0", UNSATISFIED],
    ["lib < 2", []],
    ["lib = 1.0-2", UNSATISFIED],
    ["lib.so.2", UNSATISFIED],
    ["/bin/sh", []],
    ["/usr/bin/python", UNSATISFIED],
    ["foo = 1.0-2", []],
    ["foo = 1.0-1", UNSATISFIED],
    ["rpmlib(PayloadFilesHavePrefix) <= 4.0-1", []],
    ["rpmlib(NoSuchThing)", []],
  ])("%s", (require, expected) => {
    const patch = patchOf("P1", [foo(require)]);
    expect(found({ patch, base: BASE })).toEqual(expected);
  });

  it.each(["/usr/share/data", "(a or b)"])("%s is not guessed", (require) => {
    const { findings, notChecked } = judge({
      patch: patchOf("P1", [foo(require)]),
      base: BASE,
      baseSwVersion: "20.06",
    });
    expect(findings).toEqual([]);
    expect(notChecked).toHaveLength(1);
    expect(notChecked[0]).toContain(require);
  });

  it("may come with the patch, or with one that it requires", () => {
    const lib2 = packageOf("lib-1.0-2.x86_64", { provides: ["lib.so.2"] });
    expect(
      found({ patch: patchOf("P1", [foo("lib.so.2"), lib2]), base: BASE }),
    ).toEqual([]);
    const patch = patchOf("P1", [foo("lib.so.2")], { requires: ["P0"] });
    expect(
      found({ patch, base: BASE, others: [patchOf("P0", [lib2])] }),
    ).toEqual([]);
    const alone = patchOf("P1", [foo("lib.so.2")]);
    expect(
      found({ patch: alone, base: BASE, others: [patchOf("P0", [lib2])] }),
    ).toEqual(["warning RELEASE_REQUIRES_UNDECLARED"]);
  });

  it("is not said to be missing when a required patch may bring it", () => {
    const patch = patchOf("P1", [foo("lib.so.2")], { requires: ["P0"] });
    const { findings, notChecked } = judge({
      patch,
      base: BASE,
      namesAllPatches: false,
    });
    expect(findings).toEqual([]);
    expect(notChecked.join()).toContain("lib.so.2");
  });

  it("is not told from a base that lacks it for its own packages", () => {
    const base = [
      ...BASE,
      packageOf("old-1-1.noarch", { requires: ["elsewhere"] }),
    ];
    expect(found({ patch: patchOf("P1", [foo("elsewhere")]), base })).toEqual(
      [],
    );
    expect(found({ patch: patchOf("P1", [foo("nowhere")]), base })).toEqual([
      "warning RELEASE_UNSATISFIED",
    ]);
  });

  it("is not looked at without a base, or when RPMs could not be read", () => {
    const patch = patchOf("P1", [foo("nowhere")]);
    expect(judge({ patch }).notChecked.join()).toContain("--base");
    const broken = { ...patch, isComplete: false };
    expect(found({ patch: broken, base: BASE })).toEqual([]);
  });
});

describe("what others require", () => {
  const exact = packageOf("tool-1.0-1.x86_64", { requires: ["lib = 1.0-1"] });
  const base = [...BASE, exact];
  const lib2 = packageOf("lib-1.0-2.x86_64", { provides: ["lib.so.1"] });

  it("stays there", () => {
    const patch = patchOf("P1", [lib2]);
    const { findings } = judge({ patch, base });
    expect(findings).toMatchObject([
      { code: "RELEASE_BREAKS", severity: "error" },
    ]);
    expect(findings[0]?.message).toContain("tool-1.0-1.x86_64");
    const range = packageOf("tool-1.0-1.x86_64", { requires: ["lib >= 1.0"] });
    expect(found({ patch, base: [...BASE, range] })).toEqual([]);
  });

  it("is mended by a newer one in the patch", () => {
    const newer = packageOf("tool-1.0-2.x86_64", { requires: ["lib = 1.0-2"] });
    expect(found({ patch: patchOf("P1", [lib2, newer]), base })).toEqual([]);
    const others = [patchOf("P0", [newer])];
    expect(found({ patch: patchOf("P1", [lib2]), base, others })).toEqual([
      "warning RELEASE_REQUIRES_UNDECLARED",
    ]);
  });

  it("is not taken away where another architecture still provides it", () => {
    const other = packageOf("lib-1.0-1.i686", { provides: ["lib.so.1"] });
    const patch = patchOf("P1", [lib2]);
    expect(found({ patch, base: [...base, other] })).toEqual([]);
  });

  it("counts for the files of a replaced package, too", () => {
    const bash = packageOf("bash-4.2-2.x86_64");
    const user = packageOf("user-1-1.noarch", { requires: ["/bin/sh"] });
    const patch = patchOf("P1", [bash]);
    expect(found({ patch, base: [...BASE, user] })).toEqual([
      "error RELEASE_BREAKS",
    ]);
  });
});

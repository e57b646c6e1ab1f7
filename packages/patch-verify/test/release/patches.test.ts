import { describe, expect, it } from "@jest/globals";
import { found, judge, packageOf, patchOf } from "../support/release.js";

const FOO_2 = packageOf("foo-1.0-2.noarch");
const FOO_3 = packageOf("foo-1.0-3.noarch");
const BAR = packageOf("bar-1.0-1.noarch");

describe("RPMs of other patches", () => {
  it("are refused twice, as the target does", () => {
    const patch = patchOf("P2", [FOO_2]);
    const { findings, outcome } = judge({
      patch,
      others: [patchOf("P1", [FOO_2])],
    });
    expect(outcome).toBe("does-not-fit");
    expect(findings).toMatchObject([
      {
        code: "RELEASE_ALREADY_PROVIDED",
        severity: "error",
        targetAnswer: {
          step: "upload",
          text: "Patch P2 contains rpm foo-1.0-2.noarch.rpm, which is already provided by patch P1",
        },
      },
    ]);
  });

  it.each([
    ["an older one", FOO_3, FOO_2, {}, []],
    [
      "a newer one of a patch that stands alone",
      FOO_2,
      FOO_3,
      {},
      ["warning RELEASE_OVERTAKEN"],
    ],
    [
      "a newer one of a patch that builds upon it",
      FOO_2,
      FOO_3,
      { requires: ["P1"] },
      [],
    ],
    [
      "the same for another release",
      FOO_2,
      FOO_2,
      { swVersion: "19.12" },
      ["warning RELEASE_OTHER_SW_VERSION"],
    ],
    ["another package", FOO_2, BAR, {}, []],
  ])("may be %s", (_what, ours, theirs, metadata, expected) => {
    const patch = patchOf("P1", [ours]);
    const others = [patchOf("P2", [theirs], metadata)];
    expect(found({ patch, others })).toEqual(expected);
  });

  it("go to the same node types", () => {
    const personalities = [{ type: "worker", packages: ["foo"] }];
    const others = [patchOf("P1", [FOO_2], { personalities })];
    const patch = patchOf("P2", [FOO_3], { requires: ["P1"] });
    expect(found({ patch, others })).toEqual([
      "warning RELEASE_NODE_TYPES_DIFFER",
    ]);
  });
});

describe("required patches", () => {
  const patch = patchOf("P2", [FOO_3], { requires: ["P1"] });

  it("have to be there when the system's patches are named", () => {
    const { findings } = judge({ patch });
    expect(findings).toMatchObject([
      {
        code: "RELEASE_REQUIRED_MISSING",
        severity: "error",
        targetAnswer: { step: "apply", text: "P1 is required by: P2" },
      },
    ]);
    expect(found({ patch, others: [patchOf("P1", [FOO_2])] })).toEqual([]);
  });

  it("are not said to be missing when nobody named those of the system", () => {
    const { findings, notChecked, outcome } = judge({
      patch,
      namesAllPatches: false,
    });
    expect(findings).toEqual([]);
    expect(outcome).toBe("fits");
    expect(notChecked[0]).toContain("P1");
  });

  it.each([
    [["P1"], ["P2"], ["P3"], []],
    [["P2"], ["P3"], ["P1"], ["error RELEASE_REQUIRES_CYCLE"]],
    [["P2"], ["P1"], [], ["error RELEASE_REQUIRES_CYCLE"]],
    // A circle that the patch only leads to is told of the patches in it.
    [["P2"], ["P3"], ["P2"], []],
  ])("%p, %p, %p", (first, second, third, expected) => {
    const others = [
      patchOf("P2", [BAR], { requires: second }),
      patchOf("P3", [], { requires: third }),
    ];
    const asked = patchOf("P1", [FOO_2], { requires: first });
    expect(found({ patch: asked, others })).toEqual(expected);
  });

  it("names the way round a circle", () => {
    const others = [
      patchOf("P2", [], { requires: ["P3"] }),
      patchOf("P3", [], { requires: ["P1"] }),
    ];
    const asked = patchOf("P1", [], { requires: ["P2"] });
    const [finding] = judge({ patch: asked, others }).findings;
    expect(finding?.message).toContain(
      "P1 requires P2 requires P3 requires P1",
    );
  });

  it.each(["OBS", "O"])("warn when their status is %s", (status) => {
    const others = [patchOf("P1", [FOO_2], { status })];
    expect(found({ patch, others })).toEqual([
      "warning RELEASE_REQUIRES_OBSOLETE",
    ]);
    expect(found({ patch: patchOf("P4", [BAR], { status }) })).toEqual([
      "warning RELEASE_OBSOLETE",
    ]);
  });
});

describe("id and release", () => {
  const patch = patchOf("P1", [FOO_2]);

  it.each([
    ["20.06", []],
    ["19.12", ["error RELEASE_SW_VERSION"]],
  ])("with a base of %s", (baseSwVersion, expected) => {
    const base = [packageOf("foo-1.0-1.noarch")];
    expect(found({ patch, base, baseSwVersion })).toEqual(expected);
  });

  it("quotes what the target says to another release", () => {
    const [finding] = judge({
      patch,
      base: [BAR],
      baseSwVersion: "1",
    }).findings;
    expect(finding?.targetAnswer?.text).toBe(
      "Patch P1 software release (20.06) is not installed",
    );
  });

  it("does not know whether a base of no release fits", () => {
    const { notChecked } = judge({ patch, base: [FOO_2] });
    expect(notChecked[0]).toContain("20.06");
  });

  it.each([
    ["the very same patch", patchOf("P1", [FOO_2]), []],
    [
      "the same RPMs",
      patchOf("P1", [FOO_2], { summary: "other" }),
      ["warning RELEASE_SAME_ID"],
    ],
    ["other RPMs", patchOf("P1", [BAR]), ["error RELEASE_SAME_ID"]],
  ])("with another file of its id and %s", (_what, other, expected) => {
    expect(found({ patch, others: [other] })).toEqual(expected);
  });
});

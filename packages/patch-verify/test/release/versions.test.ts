import { describe, expect, it } from "@jest/globals";
import { found, judge, packageOf, patchOf } from "../support/release.js";

const NOT_HIGHER = "error RELEASE_NOT_HIGHER";

describe("versions against the base", () => {
  it.each([
    ["foo-1.0-2.noarch", "foo-1.0-1.noarch", []],
    ["foo-1.0-10.noarch", "foo-1.0-9.noarch", []],
    ["foo-1.0-1.noarch", "foo-1.0-1.noarch", [NOT_HIGHER]],
    ["foo-1.0-1.noarch", "foo-1.0-2.noarch", [NOT_HIGHER]],
    ["foo-1.0~rc1-1.noarch", "foo-1.0-1.noarch", [NOT_HIGHER]],
    ["foo-1:1.0-2.noarch", "foo-1:1.0-1.noarch", []],
    ["foo-1:1.0-1.noarch", "foo-2.0-1.noarch", ["error RELEASE_EPOCH_UNSEEN"]],
    [
      "foo-2.0-1.noarch",
      "foo-1:1.0-1.noarch",
      [NOT_HIGHER, "warning RELEASE_EPOCH_UNSEEN"],
    ],
    ["foo-1.0-2.noarch", "foo-1.0-9.x86_64", ["info RELEASE_NOT_IN_BASE"]],
    ["foo-1.0-2.noarch", "bar-1.0-1.noarch", ["info RELEASE_NOT_IN_BASE"]],
  ])("%s over %s", (ours, theirs, expected) => {
    const patch = patchOf("P1", [packageOf(ours)]);
    expect(found({ patch, base: [packageOf(theirs)] })).toEqual(expected);
  });

  it("counts the newest of several in the base", () => {
    const patch = patchOf("P1", [packageOf("foo-1.0-2.noarch")]);
    const base = ["1.0-1", "1.0-3", "1.0-2"].map((evr) =>
      packageOf(`foo-${evr}.noarch`),
    );
    expect(found({ patch, base })).toEqual([NOT_HIGHER]);
  });

  it.each([
    ["foo-1.0-1.noarch", "foo-1.0-1.noarch", "1.0-1"],
    ["foo-1:1.0-1.noarch", "foo-2.0-1.noarch", "2.0-1"],
  ])("quotes what the target says to %s", (ours, theirs, original) => {
    const patch = patchOf("P1", [packageOf(ours)]);
    const [finding] = judge({ patch, base: [packageOf(theirs)] }).findings;
    expect(finding?.targetAnswer).toEqual({
      step: "upload",
      text: `RPM foo-1.0-1.noarch.rpm in patch P1 must be higher version than original (${original})`,
    });
    expect(finding?.member).toBe("software.tar/foo-1.0-1.noarch.rpm");
  });

  it("quotes nothing where the target would take it", () => {
    const patch = patchOf("P1", [packageOf("foo-2.0-1.noarch")]);
    const base = [packageOf("foo-1:1.0-1.noarch")];
    for (const { targetAnswer } of judge({ patch, base }).findings)
      expect(targetAnswer).toBeUndefined();
  });

  it("warns of a new package that no host would get", () => {
    const packages = [packageOf("new-1-1.noarch")];
    const patch = patchOf("P1", packages, { personalities: [] });
    const base = [packageOf("foo-1-1.noarch")];
    expect(found({ patch, base })).toEqual([
      "info RELEASE_NOT_IN_BASE",
      "warning RELEASE_NEVER_INSTALLED",
    ]);
    const assigned = patchOf("P0", packages, { requires: [] });
    const withOther = { patch, base, others: [assigned] };
    expect(found(withOther)).not.toContain("warning RELEASE_NEVER_INSTALLED");
  });
});

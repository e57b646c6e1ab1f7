import { describe, expect, it } from "@jest/globals";
import fc from "@stx-patch/testkit/properties";

import { parseRpmFileName, rpmFileNameOf } from "../src/index.js";

describe("parseRpmFileName", () => {
  it.each([
    ["foo-1.0-1.noarch.rpm", "foo", "1.0", "1", "noarch"],
    [
      "cgcs-patch-controller-1.0-31.tis.x86_64.rpm",
      "cgcs-patch-controller",
      "1.0",
      "31.tis",
      "x86_64",
    ],
    ["a-b-c-1.0~rc1-1.el7_6.2.src.rpm", "a-b-c", "1.0~rc1", "1.el7_6.2", "src"],
    ["2:foo-1.0-1.noarch.rpm", "foo", "1.0", "1", "noarch"],
    ["a-b-c.d-e.rpm", "a", "b", "c", "d-e"],
  ])("splits %s", (fileName, name, version, release, arch) => {
    expect(parseRpmFileName(fileName)).toEqual({
      name,
      version,
      release,
      arch,
    });
  });

  it.each([
    "foo-1.0-1.noarch",
    "foo-1.0-1.noarch.RPM",
    "foo-1.0.noarch.rpm",
    "foo-1.0-1.rpm",
    "foo.rpm",
    ".rpm",
    "",
    "-1.0-1.noarch.rpm",
    "foo--1.noarch.rpm",
    "foo-1.0-.noarch.rpm",
    "foo-1.0-1..rpm",
    "fo\no-1.0-1.noarch.rpm",
  ])("does not match %j", (fileName) => {
    expect(parseRpmFileName(fileName)).toBeUndefined();
  });

  it("gives back what rpmFileNameOf put together", () => {
    const part = fc.stringMatching(/^[a-z0-9_+~^]{1,8}$/);
    const dotted = fc
      .array(part, { minLength: 1, maxLength: 3 })
      .map((parts) => parts.join("."));
    const name = fc
      .array(dotted, { minLength: 1, maxLength: 3 })
      .map((parts) => parts.join("-"));
    fc.assert(
      fc.property(name, dotted, dotted, part, (n, version, release, arch) => {
        const parts = { name: n, version, release, arch };
        expect(
          parseRpmFileName(rpmFileNameOf({ ...parts, isSource: false })),
        ).toEqual(parts);
      }),
    );
  });

  it("takes linear time", () => {
    expect(parseRpmFileName(`${"-".repeat(500_000)}.rpm`)).toBeUndefined();
  });
});

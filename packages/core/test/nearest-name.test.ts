import { describe, expect, it } from "@jest/globals";
import { nearestName } from "../src/nearest-name.js";

describe("the nearest name", () => {
  it.each([
    ["contoller", ["worker", "controller"], "controller"],
    ["sing", ["sign", "sbom"], "sign"],
    ["nxt", ["list", "next"], "next"],
    ["Reboot_Required", ["reboot-required"], "reboot-required"],
    ["REQUIRE", ["REQUIRES", "RECIPE"], "REQUIRES"],
  ])("of %s is what was meant", (word, names, meant) => {
    expect(nearestName(word, names)).toBe(meant);
  });

  it.each([
    ["o", ["at", "id", "json"]],
    ["get", ["key", "limit"]],
    ["xyzzy", ["controller", "release"]],
    ["", ["id"]],
  ])("of %j is none of what has nothing to do with it", (word, names) => {
    expect(nearestName(word, names)).toBeUndefined();
  });

  it("takes no time over a word of any length", () => {
    expect(nearestName("a".repeat(1 << 20), ["a".repeat(63)])).toBe(
      "a".repeat(63),
    );
  });
});

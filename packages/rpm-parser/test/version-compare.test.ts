import { describe, expect, it } from "@jest/globals";
import fc from "@stx-patch/testkit/properties";

import { compareVersions } from "../src/index.js";
import { vectorJson } from "./support.js";

interface Case {
  a: string;
  b: string;
  result: number;
  resultBeforeCaret?: number;
}

const { vercmp } = vectorJson("evr.json") as { vercmp: Case[] };

describe("compareVersions", () => {
  it.each(vercmp)("$a with $b is $result", ({ a, b, result }) => {
    expect(compareVersions(a, b)).toBe(result);
  });

  it.each(vercmp)(
    "$a with $b is as rpm 4.14.0 says under its rules",
    ({ a, b, result, resultBeforeCaret }) => {
      expect(compareVersions(a, b, "before-caret")).toBe(
        resultBeforeCaret ?? result,
      );
    },
  );

  it("has cases that differ between the two rules", () => {
    expect(
      vercmp.filter((each) => each.resultBeforeCaret !== undefined).length,
    ).toBeGreaterThan(10);
  });

  const versions = fc.string({
    unit: fc.constantFrom(...Array.from("0129azAZ.-_+~^é")),
    maxLength: 12,
  });

  it("negates when its arguments are exchanged", () => {
    fc.assert(
      fc.property(versions, versions, (a, b) => {
        expect(compareVersions(a, b) + compareVersions(b, a)).toBe(0);
      }),
    );
  });

  it("sees no difference between a text and itself with other separators", () => {
    fc.assert(
      fc.property(versions, (a) => {
        expect(compareVersions(a, a.replaceAll(/[-_+é]/g, "."))).toBe(0);
      }),
    );
  });

  it("orders plain numeric versions transitively", () => {
    const plain = fc
      .array(fc.nat(20), { minLength: 1, maxLength: 4 })
      .map((numbers) => numbers.join("."));
    fc.assert(
      fc.property(plain, plain, plain, (a, b, c) => {
        if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0)
          expect(compareVersions(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });

  it("takes linear time", () => {
    const long = "1a".repeat(200_000);
    expect(compareVersions(`${long}1`, `${long}2`)).toBe(-1);
    expect(compareVersions(".".repeat(500_000), "")).toBe(0);
  });
});

import { describe, expect, it } from "@jest/globals";

import { type DependencyRange, dependencySatisfied } from "../src/index.js";
import { vectorJson } from "./support.js";

interface Range {
  op: string;
  evr: string;
}

const { dependency } = vectorJson("evr.json") as {
  dependency: { provide: Range; require: Range; satisfied: boolean }[];
};

const FLAG_BITS: Readonly<Record<string, number>> = { "<": 2, ">": 4, "=": 8 };

function rangeOf({ op, evr }: Range): DependencyRange {
  const flags = Array.from(op).reduce((sum, char) => sum | FLAG_BITS[char]!, 0);
  return { flags, version: evr };
}

describe("dependencySatisfied", () => {
  it.each(dependency)(
    "$provide for $require: $satisfied",
    ({ provide, require, satisfied }) => {
      expect(dependencySatisfied(rangeOf(provide), rangeOf(require))).toBe(
        satisfied,
      );
    },
  );

  it("goes on as equal when the side without release lacks the equal bit", () => {
    const provide = rangeOf({ op: "=", evr: "1.0-5" });
    expect(dependencySatisfied(provide, rangeOf({ op: ">", evr: "1.0" }))).toBe(
      false,
    );
    const less = rangeOf({ op: "<", evr: "1.0" });
    expect(dependencySatisfied(less, rangeOf({ op: "<=", evr: "1.0-5" }))).toBe(
      true,
    );
  });

  it("ignores bits that are not about versions", () => {
    const interpreter = { flags: 256 | 512, version: "" };
    expect(
      dependencySatisfied(rangeOf({ op: "=", evr: "1-1" }), interpreter),
    ).toBe(true);
  });
});

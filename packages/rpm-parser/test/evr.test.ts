import { describe, expect, it } from "@jest/globals";

import { compareEvr, type Evr, parseEvr } from "../src/index.js";
import { vectorJson } from "./support.js";

type Label = [epoch: string | null, version: string, release: string | null];

const { labelCompare, parseEVR } = vectorJson("evr.json") as {
  labelCompare: { a: Label; b: Label; result: number }[];
  parseEVR: {
    in: string;
    epoch: string | null;
    version: string;
    release: string | null;
  }[];
};

function evrOf([epoch, version, release]: Label): Evr {
  return { epoch: epoch ?? undefined, version, release: release ?? undefined };
}

describe("compareEvr", () => {
  it.each(labelCompare)("$a with $b is $result", ({ a, b, result }) => {
    expect(compareEvr(evrOf(a), evrOf(b))).toBe(result);
    expect(compareEvr(evrOf(b), evrOf(a)) + result).toBe(0);
  });

  it("uses the rules it is given", () => {
    const a = parseEvr("1.0^git1-1");
    const b = parseEvr("1.0a-1");
    expect(compareEvr(a, b)).toBe(-1);
    expect(compareEvr(a, b, "before-caret")).toBe(1);
  });
});

describe("parseEvr", () => {
  it.each(parseEVR)("splits $in", ({ in: text, epoch, version, release }) => {
    expect(parseEvr(text)).toEqual(evrOf([epoch, version, release]));
  });
});

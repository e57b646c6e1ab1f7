import { describe, expect, it } from "@jest/globals";
import {
  compareIdentities,
  matchRpms,
  type Identity,
} from "../src/match-rpms.js";

function rpm(version: string, name = "a", epoch?: number): Identity {
  return {
    name,
    arch: "noarch",
    epoch,
    version,
    release: "1",
    nevra: `${name}-${epoch ?? ""}${version}-1.noarch`,
  };
}

const pairsOf = (before: Identity[], after: Identity[]): string[] =>
  matchRpms(before, after, (one) => one).map(
    (pair) => `${pair.before?.nevra ?? ""}>${pair.after?.nevra ?? ""}`,
  );

describe("matching packages", () => {
  it("goes by name and architecture, sorted", () => {
    expect(
      pairsOf([rpm("1", "z"), rpm("1")], [rpm("2"), rpm("1", "m")]),
    ).toEqual(["a-1-1.noarch>a-2-1.noarch", ">m-1-1.noarch", "z-1-1.noarch>"]);
  });

  it("finds the same version first where there are several of one name", () => {
    expect(pairsOf([rpm("1"), rpm("3")], [rpm("2"), rpm("1")])).toEqual([
      "a-1-1.noarch>a-1-1.noarch",
      "a-3-1.noarch>a-2-1.noarch",
    ]);
  });

  it.each([
    [rpm("1.10"), rpm("1.9"), 1],
    [rpm("9"), rpm("1", "a", 1), -1],
    [rpm("1", "a", 0), rpm("1"), 0],
    [rpm("1.0~rc1"), rpm("1.0"), -1],
  ])("orders versions as rpm does", (a, b, order) => {
    expect(Math.sign(compareIdentities(a, b))).toBe(order);
  });
});

import { describe, expect, it } from "@jest/globals";
import { concatBytes } from "@stx-patch/core";
import { RepeatFinder } from "../src/repeat-finder.js";
import { noise } from "./support.js";

const look = (...blocks: readonly Uint8Array[]): boolean[] => {
  const finder = new RepeatFinder();
  return blocks.map((block) => finder.look(block));
};

describe("RepeatFinder", () => {
  it("finds a repeat inside a block", () => {
    expect(look(concatBytes([noise(3000), noise(3000)]))).toEqual([true]);
  });

  it("finds a repeat of an earlier block, however the stream was cut", () => {
    expect(look(noise(20_000), noise(20_000))).toEqual([false, true]);
    expect(look(noise(20_000), noise(5000, 2), noise(20_000))).toEqual([
      false,
      false,
      true,
    ]);
  });

  it("ignores what deflate cannot reach", () => {
    expect(look(noise(20_000), noise(20_000, 2), noise(20_000))).toEqual([
      false,
      false,
      false,
    ]);
  });

  it("finds nothing in noise and in nothing", () => {
    expect(
      look(noise(65_535), noise(65_535, 2), new Uint8Array(0), noise(5)),
    ).toEqual([false, false, false, false]);
  });
});

import { gzipSync } from "node:zlib";
import { describe, expect, it } from "@jest/globals";
import type { BlockDeflater } from "@stx-patch/core";
import { concatBytes } from "@stx-patch/core";
import { chooseMethod } from "../src/block-choice.js";
import { pakoDeflater } from "../src/index.js";
import { RepeatFinder } from "../src/repeat-finder.js";
import { ascii, noise } from "./support.js";

const BLOCK = 65_535;
const TEXT = ascii("some words of a text, as headers have them; ".repeat(2000));
const at = (offset: number, bytes: Uint8Array): Uint8Array => {
  const block = noise(BLOCK).slice();
  block.set(bytes, offset);
  return block;
};
/** Uniform bytes with a bias all over: no slice stands out, and Huffman coding saves a little. */
const biased = (keep: number): Uint8Array =>
  noise(BLOCK).map((byte, i) =>
    byte < 128 || i % keep === 0 ? byte : byte & 0x7f,
  );

describe("chooseMethod", () => {
  it.each([
    ["text", TEXT.subarray(0, BLOCK)],
    ["zeros", new Uint8Array(BLOCK)],
    ["base64", ascii(Buffer.from(noise(50_000)).toString("base64"))],
    ["noise with 5 KiB of text at the start", at(0, TEXT.subarray(0, 5000))],
    [
      "noise with 8 KiB of text in the middle",
      at(30_000, TEXT.subarray(0, 8192)),
    ],
    [
      "noise with 5 KiB of text at the end",
      at(BLOCK - 5000, TEXT.subarray(0, 5000)),
    ],
    [
      "noise of 20 KiB that repeats",
      concatBytes([noise(20_000), noise(20_000), noise(20_000)]),
    ],
    ["noise where a sixth repeats", at(20_000, noise(11_000))],
    ["bytes with a bias", biased(3)],
    ["a short block", noise(1000)],
    ["an empty block", new Uint8Array(0)],
  ])("deflates %s", async (_, block) => {
    expect(await chooseMethod(block, new RepeatFinder(), pakoDeflater)).toBe(
      "deflated",
    );
  });

  it.each([
    ["noise", noise(BLOCK)],
    ["a short block of noise", noise(5000)],
    [
      "compressed data",
      new Uint8Array(
        gzipSync(noise(400_000).map((byte) => byte & 0x1f)),
      ).subarray(100, 100 + BLOCK),
    ],
    [
      "noise that repeats beyond the window",
      concatBytes([noise(33_000), noise(32_000)]),
    ],
  ])("stores %s", async (_, block) => {
    expect(await chooseMethod(block, new RepeatFinder(), pakoDeflater)).toBe(
      "stored",
    );
  });

  it("compresses nothing to find out about noise or text", async () => {
    const never: BlockDeflater = {
      crc32: pakoDeflater.crc32,
      deflate: () => Promise.reject(new Error("not expected")),
    };
    for (const block of [noise(BLOCK), TEXT])
      await chooseMethod(block, new RepeatFinder(), never);
    await expect(
      chooseMethod(biased(3), new RepeatFinder(), never),
    ).rejects.toThrow("not expected");
  });
});

import { inflateRawSync } from "node:zlib";
import { describe, expect, it } from "@jest/globals";
import { concatBytes } from "@stx-patch/core";
import { nativeDeflater } from "../src/index.js";
import { expectSameBytes, pattern } from "./support.js";

describe("nativeDeflater", () => {
  it("makes blocks that join into one stream, each referring to the bytes in front", async () => {
    const blocks = [pattern(100_000), pattern(100_000), pattern(5)];
    const parts = await Promise.all(
      blocks.map((block, i) =>
        nativeDeflater.deflate(block, {
          level: 9,
          last: i === blocks.length - 1,
          dictionary: blocks[i - 1]?.subarray(-32_768),
        }),
      ),
    );
    expectSameBytes(inflateRawSync(concatBytes(parts)), concatBytes(blocks));
    expect(parts.some((part) => Buffer.isBuffer(part))).toBe(false);
  });

  it("takes an empty dictionary and an empty block", async () => {
    const ended = await nativeDeflater.deflate(new Uint8Array(0), {
      level: 9,
      last: true,
      dictionary: new Uint8Array(0),
    });
    expect(inflateRawSync(ended)).toHaveLength(0);
  });

  it("computes CRC-32 in pieces", () => {
    const { crc32 } = nativeDeflater;
    const text = new TextEncoder().encode("123456789");
    expect(crc32(text, 0)).toBe(0xcbf43926);
    expect(crc32(text.subarray(4), crc32(text.subarray(0, 4), 0))).toBe(
      0xcbf43926,
    );
  });
});

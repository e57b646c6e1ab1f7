import { expect, it } from "@jest/globals";
import fc from "fast-check";
import { cutBlocks } from "../src/block-cutter.js";
import { chunked, noise } from "./support.js";

it("cuts the same blocks however the source is chunked", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(50),
      fc.array(fc.integer({ min: 1, max: 20 })),
      fc.integer({ min: 1, max: 20 }),
      async (length, sizes, blockBytes) => {
        const data = noise(length);
        const blocks: Uint8Array[] = [];
        for await (const block of cutBlocks(
          chunked(data, ...sizes),
          blockBytes,
        ))
          blocks.push(block);
        const expected: Uint8Array[] = [];
        for (let at = 0; at < length; at += blockBytes)
          expected.push(data.subarray(at, at + blockBytes));
        expect(blocks).toEqual(expected);
      },
    ),
  );
});

it("hands out a view of a chunk that holds a whole block", async () => {
  const data = noise(100);
  for await (const block of cutBlocks(chunked(data), 50))
    expect(block.buffer).toBe(data.buffer);
});

import { describe, expect, it } from "@jest/globals";
import fc from "@stx-patch/testkit/properties";

import { chunked, collect } from "../src/chunked.js";

describe("chunked", () => {
  it("cuts in the given sizes, round and round", async () => {
    const lengths: number[] = [];
    for await (const piece of chunked(new Uint8Array(10), [1, 3])) {
      lengths.push(piece.length);
    }
    expect(lengths).toEqual([1, 3, 1, 3, 1, 1]);
  });

  it("loses and adds nothing", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 200 }),
        fc.array(fc.nat(40), { minLength: 1, maxLength: 5 }),
        async (bytes, sizes) => {
          expect(await collect(chunked(bytes, sizes))).toEqual(bytes);
        },
      ),
    );
  });
});

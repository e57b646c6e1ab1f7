import { describe, expect, it } from "@jest/globals";
import fc from "@stx-patch/testkit/properties";
import {
  compareText,
  concatBytes,
  copyOf,
  equalBytes,
  fromHex,
  toHex,
} from "../src/index.js";

describe("hex", () => {
  it("is what Buffer makes of the bytes, and the way back", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const hex = toHex(bytes);
        expect(hex).toBe(Buffer.from(bytes).toString("hex"));
        expect(fromHex(hex)).toEqual(bytes);
        expect(fromHex(hex.toUpperCase())).toEqual(bytes);
      }),
    );
  });

  it.each(["0", "0g", "0G", "a:", "a/", "a@", "a`", " 00", "0x00", "００"])(
    "refuses %j",
    (text) => {
      expect(() => fromHex(text)).toThrow(RangeError);
    },
  );
});

describe("equalBytes", () => {
  it("compares length and every byte", () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (a, b) => {
        expect(equalBytes(a, a.slice())).toBe(true);
        expect(equalBytes(a, b)).toBe(toHex(a) === toHex(b));
      }),
    );
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 3))).toBe(false);
  });
});

describe("concatBytes", () => {
  it("joins, and does not copy a single chunk", () => {
    const one = Uint8Array.of(1, 2);
    expect(concatBytes([])).toEqual(new Uint8Array(0));
    expect(concatBytes([one])).toBe(one);
    expect(concatBytes([one, Uint8Array.of(3)])).toEqual(
      Uint8Array.of(1, 2, 3),
    );
  });
});

describe("compareText", () => {
  it("orders by code unit, not by locale", () => {
    expect(["b", "a", "B", "ä"].sort(compareText)).toEqual([
      "B",
      "a",
      "b",
      "ä",
    ]);
    expect(compareText("a", "a")).toBe(0);
  });
});

describe("a copy", () => {
  it.each([
    ["a Uint8Array", Uint8Array.of(0, 1, 2, 3).subarray(1)],
    [
      "a Buffer, whose slice() is a view",
      Buffer.from([0, 1, 2, 3]).subarray(1),
    ],
  ])("of %s stays as it was made", (_, bytes) => {
    const copy = copyOf(bytes);
    bytes.fill(9);
    expect([...copy]).toEqual([1, 2, 3]);
    expect(copy.constructor).toBe(Uint8Array);
  });
});

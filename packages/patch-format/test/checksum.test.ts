import { describe, expect, it } from "@jest/globals";
import fc from "@stx-patch/testkit/properties";
import { encodeChecksum, parseChecksum } from "../src/index.js";

describe("the checksum's text", () => {
  it("has no leading zeros", () => {
    expect(encodeChecksum(0xabcn)).toBe("abc");
    expect(encodeChecksum(0n)).toBe("0");
  });

  it("is read back", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }), (value) => {
        expect(parseChecksum(encodeChecksum(value))).toBe(value);
      }),
    );
  });

  it.each(["abc", "ABC", "000abc", "0xabc", "0Xabc", " abc\n", "\tabc"])(
    "is any hex number for a reader: %j",
    (text) => {
      expect(parseChecksum(text)).toBe(0xabcn);
    },
  );

  it.each(["", " ", "0x", "xyz", "-abc", "a b", "a_b", "٣", "a".repeat(257)])(
    "is nothing else: %j",
    (text) => {
      expect(parseChecksum(text)).toBeUndefined();
    },
  );
});

import { describe, expect, it } from "@jest/globals";
import { expectSameBytes } from "@stx-patch/testkit";
import fc from "@stx-patch/testkit/properties";
import { decodeBase64, encodeBase64 } from "../src/base64.js";

describe("base64", () => {
  it("is what Node makes of the same bytes, in both alphabets", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const buffer = Buffer.from(bytes);
        const url = buffer
          .toString("base64url")
          .padEnd(4 * Math.ceil(bytes.length / 3), "=");
        expect(encodeBase64(bytes)).toBe(buffer.toString("base64"));
        expect(decodeBase64(encodeBase64(bytes))).toEqual(bytes);
        expect(decodeBase64(url)).toEqual(bytes);
      }),
    );
  });

  it("keeps pieces longer than one call of fromCharCode together", () => {
    const bytes = new Uint8Array(100_000).map((_, i) => i);
    expectSameBytes(decodeBase64(encodeBase64(bytes))!, bytes);
  });

  it.each([
    ["without its padding", "YQ"],
    ["with a line end", "YWJj\n"],
    ["with a space inside", "YW Jj"],
    ["with bits behind the last byte", "YR=="],
    ["with both alphabets", "-+8="],
    ["with padding inside", "YQ==YQ=="],
    ["with another character", "YQ*="],
  ])("is refused %s", (_, text) => {
    expect(decodeBase64(text)).toBeUndefined();
  });
});

import { crc32 as reference } from "node:zlib";
import { expect, it } from "@jest/globals";
import fc from "@stx-patch/testkit/properties";
import { crc32 } from "../src/crc32.js";
import { ascii } from "./support.js";

it("gives the check value of the standard", () => {
  expect(crc32(ascii("123456789"), 0)).toBe(0xcbf43926);
});

it("agrees with zlib, in one go and in pieces", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 100 }),
      fc.nat(100),
      (bytes, cut) => {
        expect(crc32(bytes, 0)).toBe(reference(bytes));
        expect(
          crc32(bytes.subarray(cut), crc32(bytes.subarray(0, cut), 0)),
        ).toBe(reference(bytes));
      },
    ),
  );
});

import { describe, expect, it } from "@jest/globals";
import fc from "@stx-patch/testkit/properties";
import { DER, DerReader, integerHex } from "../src/der.js";
import { anchorsFrom } from "../src/index.js";
import { testAnchor, withCode } from "./support.js";

describe("DerReader", () => {
  it.each([
    ["nothing", []],
    ["a tag alone", [0x30]],
    ["content that is cut off", [0x30, 3, 1, 2]],
    ["an indefinite length", [0x30, 0x80, 0, 0]],
    ["a length that could be shorter", [0x30, 0x81, 5, 1, 2, 3, 4, 5]],
    ["a length with a leading zero", [0x30, 0x82, 0, 0x80]],
    ["a length of four bytes", [0x30, 0x84, 0x7f, 0xff, 0xff, 0xff]],
    ["a length that is cut off", [0x30, 0x82, 1]],
    ["a tag of several bytes", [0x3f, 0x81, 1, 0]],
  ])("refuses %s", (_name, bytes) => {
    expect(() => new DerReader(Uint8Array.from(bytes)).readAny("it")).toThrow(
      withCode("TRUST_MALFORMED"),
    );
  });

  it("reads long lengths", () => {
    const bytes = Uint8Array.from([
      0x04,
      0x82,
      1,
      0,
      ...new Array<number>(256).fill(7),
    ]);
    const reader = new DerReader(bytes);
    expect(reader.read(DER.octetString, "it").content).toHaveLength(256);
    expect(reader.atEnd).toBe(true);
  });
});

describe("integerHex", () => {
  it("is the number in whole bytes, however it was padded", () => {
    const paddings = fc.nat({ max: 3 });
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }),
        paddings,
        (number, padding) => {
          const bytes = 11 + padding;
          const hex = BigInt.asUintN(bytes * 8, number)
            .toString(16)
            .padStart(bytes * 2, "0");
          const shown = integerHex(Buffer.from(hex, "hex"), "it");
          expect(shown).toMatch(/^-?([0-9a-f]{2})+$/);
          const [, sign, digits] = /^(-?)(.*)$/.exec(shown)!;
          expect(BigInt(`${sign}1`) * BigInt(`0x${digits}`)).toBe(number);
        },
      ),
    );
  });

  it("refuses a number without digits", () => {
    expect(() => integerHex(new Uint8Array(), "it")).toThrow(
      withCode("TRUST_MALFORMED"),
    );
  });
});

describe("damaged certificates", () => {
  it("never cause anything but a coded error", () => {
    const { der } = testAnchor("formal").certificate!;
    fc.assert(
      fc.property(
        fc.nat({ max: der.length - 1 }),
        fc.nat({ max: 255 }),
        fc.option(fc.nat({ max: der.length })),
        (at, value, length) => {
          const damaged = der.slice(0, length ?? der.length);
          damaged[at] = value;
          try {
            anchorsFrom(damaged, { source: "damaged" });
          } catch (error) {
            expect(error).toHaveProperty(
              "code",
              expect.stringMatching(/^TRUST_/),
            );
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

import { describe, expect, it } from "@jest/globals";
import fc from "@stx-patch/testkit/properties";
import { fieldOf, parseStrictJson } from "../src/strict-json.js";
import { utf8 } from "./support.js";

function read(text: string): unknown {
  return parseStrictJson(utf8(text), "it");
}

describe("JSON from outside", () => {
  it("is read as everybody reads it", () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    fc.assert(
      fc.property(value, (json) => {
        const text = JSON.stringify(json);
        expect(read(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each([
    ["two values of one name", '{"a":1,"a":2}'],
    ["the same, spelled differently", String.raw`{"a":1,"\u0061":2}`],
    ["the same, deeper and with spaces", '[{"b":{"a":1 ,"a" : 2}}]'],
    ["two values of an inherited name", '{"__proto__":1,"__proto__":2}'],
    ["a byte order mark", "\uFEFF{}"],
    ["something behind it", "{} {}"],
    ["a comment", "{}//"],
    ["nothing", ""],
    ["an open string", '{"a'],
    ["33 levels", "[".repeat(33) + "]".repeat(33)],
    ["a million levels", "[".repeat(1_000_000)],
  ])("is refused with %s", (_, text) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({ code: "ATTEST_JSON" }),
    );
  });

  it("is refused when it is not UTF-8", () => {
    expect(() =>
      parseStrictJson(Uint8Array.of(0x22, 0xff, 0x22), "it"),
    ).toThrow(expect.objectContaining({ code: "ATTEST_JSON" }));
  });

  it("may have one name in two objects, and brackets and quotes in strings", () => {
    const text = String.raw`[{"a":"{[\"a\":\\"},{"a":"]"},"a"]`;
    expect(read(text)).toEqual(JSON.parse(text));
  });

  it("with a string of 8 MiB is read in little time and stack", () => {
    const long = "\\\\".repeat(4 << 20);
    expect(read(`{"a":"${long}"}`)).toHaveProperty("a.length", 4 << 20);
  });

  it("has no fields that it only inherits", () => {
    expect(fieldOf({}, "toString")).toBeUndefined();
  });
});

import { describe, expect, it } from "@jest/globals";
import { firstNonZero, parseNumber, parseText } from "../src/tar-fields.js";
import { ascii } from "./support.js";

describe("parseNumber", () => {
  it.each([
    ["0000644\0", { kind: "octal", value: 0o644 }],
    ["000644 \0", { kind: "octal", value: 0o644 }],
    ["644\0\0\0\0\0", { kind: "octal", value: 0o644 }],
    ["77777777", { kind: "octal", value: 8 ** 8 - 1 }],
    ["\0\0\0\0\0\0\0\0", { kind: "empty" }],
    ["        ", { kind: "empty" }],
    ["  644 \0\0", { kind: "malformed" }],
    ["644\x00001", { kind: "malformed" }],
    ["0000648\0", { kind: "malformed" }],
    ["-000644\0", { kind: "malformed" }],
    ["0o00644\0", { kind: "malformed" }],
    ["0_00644\0", { kind: "malformed" }],
    [
      "\x80\0\0\0\0\x20\0\0",
      { kind: "base256", value: 2 ** 21, needless: false },
    ],
    [
      "\x80\0\0\0\0\x1f\xff\xff",
      { kind: "base256", value: 2 ** 21 - 1, needless: true },
    ],
    [
      "\xff\xff\xff\xff\xff\xff\xff\xff",
      { kind: "base256", value: -1, needless: false },
    ],
    [
      "\xff\xff\xff\xff\xff\xff\xff\xfe",
      { kind: "base256", value: -2, needless: false },
    ],
    ["\x81\0\0\0\0\0\0\0", { kind: "malformed" }],
  ])("%j", (field, expected) => {
    expect(parseNumber(ascii(field))).toEqual(expected);
  });
});

describe("parseText", () => {
  it.each([
    ["name\0\0", { text: "name", hasJunk: false }],
    ["filled", { text: "filled", hasJunk: false }],
    ["a\0b\0", { text: "a", hasJunk: true }],
    ["\xc3\xa9\0", { text: "é", hasJunk: false }],
    ["\xff\0", { text: undefined, hasJunk: false }],
    ["\xef\xbb\xbfa", { text: "\ufeffa", hasJunk: false }],
  ])("%j", (field, expected) => {
    expect(parseText(ascii(field))).toEqual(expected);
  });
});

describe("firstNonZero", () => {
  it("is the index of the first byte that is not zero", () => {
    expect(firstNonZero(Uint8Array.of(0, 0, 3))).toBe(2);
    expect(firstNonZero(new Uint8Array(5))).toBe(-1);
  });
});

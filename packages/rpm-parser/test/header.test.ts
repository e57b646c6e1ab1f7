import { describe, expect, it } from "@jest/globals";

import { encodeHeader, parseHeader, type RpmHeader } from "../src/index.js";
import { codeOf } from "./support.js";
import { entryOf, type TagValue } from "./variants.js";

function headerWith(...values: TagValue[]): RpmHeader {
  const entries = values.map((value, i) => entryOf(2000 + i, value));
  return parseHeader({
    kind: "main",
    offset: 0,
    bytes: encodeHeader(entries, 63),
  });
}

describe("RpmHeader", () => {
  const header = headerWith(
    { type: 2, numbers: [1, 255] },
    { type: 3, numbers: [1, 65_535] },
    { type: 4, numbers: [1, 0xffffffff] },
    { type: 5, numbers: [1, Number.MAX_SAFE_INTEGER] },
    { type: 6, texts: ["one"] },
    { type: 7, bytes: Uint8Array.of(1, 2, 3) },
    { type: 8, texts: ["one", "", "three"] },
    { type: 9, texts: ["C", "de"] },
    { type: 1, bytes: Uint8Array.of(65) },
  );

  it("reads integers of every size without sign", () => {
    expect(header.numbers(2000)).toEqual([1, 255]);
    expect(header.numbers(2001)).toEqual([1, 65_535]);
    expect(header.numbers(2002)).toEqual([1, 0xffffffff]);
    expect(header.numbers(2003)).toEqual([1, Number.MAX_SAFE_INTEGER]);
  });

  it("reads strings of every kind", () => {
    expect(header.string(2004)).toBe("one");
    expect(header.strings(2004)).toEqual(["one"]);
    expect(header.strings(2006)).toEqual(["one", "", "three"]);
    expect(header.string(2007)).toBe("C");
  });

  it("hands out bytes as a view of the header", () => {
    const bytes = header.bytesOf(2005)!;
    expect(bytes).toEqual(Uint8Array.of(1, 2, 3));
    expect(bytes.buffer).toBe(header.bytes.buffer);
  });

  it("answers undefined for an absent tag", () => {
    expect(header.has(1)).toBe(false);
    expect(header.string(1)).toBeUndefined();
    expect(header.strings(1)).toBeUndefined();
    expect(header.number(1)).toBeUndefined();
    expect(header.numbers(1)).toBeUndefined();
    expect(header.bytesOf(1)).toBeUndefined();
  });

  it.each<[string, () => unknown]>([
    ["bytes of a string", () => header.bytesOf(2004)],
    ["a string of a number", () => header.string(2000)],
    ["numbers of a string", () => header.numbers(2004)],
    ["numbers of characters", () => header.numbers(2008)],
    ["one string of three", () => header.string(2006)],
    ["one number of two", () => header.number(2002)],
  ])("refuses %s with RPM_TAG_TYPE", async (_, read) => {
    expect(await codeOf(read)).toBe("RPM_TAG_TYPE");
  });

  it("refuses a 64-bit number that a double cannot hold", async () => {
    const large = headerWith({ type: 5, numbers: [2 ** 53] });
    expect(await codeOf(() => large.number(2000))).toBe("RPM_NUMBER_RANGE");
  });
});

import { describe, expect, it } from "@jest/globals";
import fc from "@stx-patch/testkit/properties";

import { encodeHeader, type HeaderEntry, parseHeader } from "../src/index.js";
import { codeOf, headersOf, soundPackages, vector } from "./support.js";
import { entryOf } from "./variants.js";

const text = fc.string({
  unit: fc.constantFrom("a", "é", "😀", " "),
  maxLength: 9,
});
const value = fc.oneof(
  fc.record({ type: fc.constant(6), texts: fc.tuple(text) }),
  fc.record({
    type: fc.constantFrom(8, 9),
    texts: fc.array(text, { minLength: 1, maxLength: 5 }),
  }),
  fc.record({
    type: fc.constantFrom(2, 3, 4, 5),
    numbers: fc.array(fc.nat(255), { minLength: 1, maxLength: 5 }),
  }),
  fc.record({
    type: fc.constant(7),
    bytes: fc.uint8Array({ minLength: 1, maxLength: 40 }),
  }),
);
const entries: fc.Arbitrary<HeaderEntry[]> = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 300, max: 6000 }), value), {
    selector: ([tag]) => tag,
    maxLength: 20,
  })
  .map((pairs) => pairs.map(([tag, each]) => entryOf(tag, each)));

describe("encodeHeader", () => {
  it("is undone by parseHeader", () => {
    fc.assert(
      fc.property(entries, (given) => {
        const bytes = encodeHeader(given, 63);
        const header = parseHeader({ kind: "main", offset: 0, bytes });
        expect(header.regionTag).toBe(63);
        expect(header.entries).toEqual(given.toSorted((a, b) => a.tag - b.tag));
        expect(encodeHeader(header.entries, 63)).toEqual(bytes);
      }),
    );
  });

  it("gives every header of the vectors back", async () => {
    for (const [path] of soundPackages()) {
      const { signature, main } = await headersOf(vector(path));
      expect(Buffer.compare(encodeHeader(main.entries, 63), main.bytes)).toBe(
        0,
      );
      expect(
        Buffer.compare(encodeHeader(signature.entries, 62), signature.bytes),
      ).toBe(0);
    }
  });

  it.each<[string, HeaderEntry[]]>([
    [
      "an entry without data",
      [{ tag: 1000, type: 7, count: 1, data: new Uint8Array(0) }],
    ],
    ["count 0", [{ tag: 1000, type: 7, count: 0, data: new Uint8Array(1) }]],
    ["type 0", [{ tag: 1000, type: 0, count: 1, data: new Uint8Array(1) }]],
    ["a region tag", [{ tag: 63, type: 7, count: 1, data: new Uint8Array(1) }]],
    [
      "a tag given twice",
      [
        entryOf(1000, { type: 6, texts: ["a"] }),
        entryOf(1000, { type: 6, texts: ["b"] }),
      ],
    ],
  ])("refuses %s", async (_, given) => {
    expect(await codeOf(() => encodeHeader(given, 63))).toBe("RPM_ENCODE");
  });
});

import { describe, expect, it } from "@jest/globals";
import fc from "@stx-patch/testkit/properties";

import { findStringsEnd } from "../src/string-ends.js";

/** The plain way, one byte after the other. */
function plainly(
  bytes: Uint8Array,
  start: number,
  limit: number,
  count: number,
): { end: number; found: number } {
  let at = start;
  let found = 0;
  for (; found < count && at < limit; at += 1) if (bytes[at] === 0) found += 1;
  return { end: at, found };
}

describe("findStringsEnd", () => {
  it("finds what a search byte by byte finds", () => {
    // Bytes around those that make four-byte tests for zero go wrong: 0, 1, 0x7f, 0x80, 0xff.
    const byte = fc.constantFrom(0, 0, 1, 0x41, 0x7f, 0x80, 0x81, 0xff);
    fc.assert(
      fc.property(
        fc.array(byte, { maxLength: 40 }),
        fc.nat(9),
        fc.nat(5),
        fc.nat(6),
        (values, start, spare, count) => {
          const bytes = Uint8Array.from(values);
          const limit = Math.max(0, bytes.length - spare);
          const from = Math.min(start, limit);
          const { end, found } = findStringsEnd(
            new DataView(bytes.buffer),
            from,
            limit,
            count,
          );
          const expected = plainly(bytes, from, limit, count);
          expect(found).toBe(expected.found);
          if (found === count) expect(end).toBe(expected.end);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

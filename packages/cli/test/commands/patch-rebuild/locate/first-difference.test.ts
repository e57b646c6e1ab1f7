import { describe, expect, it } from "@jest/globals";
import fc from "@stx-patch/testkit/properties";
import { FirstDifference } from "../../../../src/commands/patch-rebuild/locate/first-difference.js";

const BYTES = fc.uint8Array({ max: 1, maxLength: 12 });
const CUTS = fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 12 });

/** The bytes in pieces of these lengths, the rest at last. */
function cut(bytes: Uint8Array, lengths: readonly number[]): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  let at = 0;
  for (const length of lengths) {
    pieces.push(bytes.subarray(at, at + length));
    at += length;
  }
  return [...pieces, bytes.subarray(at)];
}

async function* stream(
  pieces: readonly Uint8Array[],
): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield await Promise.resolve(piece);
}

function plainly(a: Uint8Array, b: Uint8Array): number | undefined {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1)
    if (a[at] !== b[at]) return at;
  return undefined;
}

describe("FirstDifference", () => {
  it("finds the first byte that differs or is missing, however both are cut", async () => {
    await fc.assert(
      fc.asyncProperty(BYTES, BYTES, CUTS, CUTS, async (a, b, cutsA, cutsB) => {
        const difference = new FirstDifference(stream(cut(b, cutsB)));
        for (const piece of cut(a, cutsA)) await difference.update(piece);
        const found = await difference.finish();
        expect(found).toBe(plainly(a, b));
        expect(difference.isFound).toBe(found !== undefined);
      }),
    );
  });

  it("closes the other stream as soon as the rest does not matter", async () => {
    let isClosed = false;
    async function* other(): AsyncGenerator<Uint8Array> {
      try {
        yield await Promise.resolve(Uint8Array.of(1));
        yield Uint8Array.of(2);
      } finally {
        isClosed = true;
      }
    }
    const difference = new FirstDifference(other());
    await difference.update(Uint8Array.of(9));
    expect(isClosed).toBe(true);
    expect(await difference.finish()).toBe(0);
  });
});

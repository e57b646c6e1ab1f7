import { describe, expect, it } from "@jest/globals";
import fc from "@stx-patch/testkit/properties";
import { sharedCopy } from "../../src/hash/shared-copy.js";
import { createThreadedHash } from "../../src/index.js";

const PAGES = { initial: 1, maximum: 1 };
const memory = new WebAssembly.Memory({ ...PAGES, shared: true });
const bytes = new Uint8Array(memory.buffer);
const copy = sharedCopy(memory, PAGES);

describe("copying within shared memory", () => {
  it("does what TypedArray.prototype.set does, also where the two overlap", () => {
    const address = fc.nat(1000);
    fc.assert(
      fc.property(address, address, fc.nat(500), (to, from, length) => {
        for (let i = 0; i < 2000; i += 1) bytes[i] = (i * 7) % 251;
        const expected = bytes.slice(0, 2000);
        expected.copyWithin(to, from, from + length);
        copy(to, from, length);
        expect(bytes.slice(0, 2000)).toEqual(expected);
      }),
    );
  });
});

describe("copying with the memory of threaded digests", () => {
  const { memory: lent } = createThreadedHash();

  it("takes any memory on either side", () => {
    const room = lent.borrow()!;
    const other = lent.borrow()!;
    const own = Uint8Array.of(1, 2, 3);
    lent.copy!(room.bytes.subarray(5), own);
    lent.copy!(other.bytes.subarray(9), room.bytes.subarray(5, 8));
    const back = new Uint8Array(3);
    lent.copy!(back, other.bytes.subarray(9, 12));
    expect(back).toEqual(own);
    room.release();
    other.release();
  });

  it("refuses to write behind the target", () => {
    const room = lent.borrow()!;
    const { bytes: target } = room;
    expect(() => {
      lent.copy!(target.subarray(0, 2), target.subarray(10, 13));
    }).toThrow(RangeError);
    room.release();
  });
});

import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { ByteReader, concatBytes } from "../src/index.js";

async function* chunked(
  bytes: Uint8Array,
  sizes: readonly number[],
): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (let i = 0; at < bytes.length; i++) {
    const size =
      sizes.length === 0 ? bytes.length : (sizes[i % sizes.length] ?? 1);
    yield await Promise.resolve(bytes.subarray(at, at + size));
    at += size;
  }
}

describe("ByteReader", () => {
  it("hands out the same bytes however the stream is cut", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 200 }),
        fc.array(fc.integer({ min: 1, max: 50 })),
        fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 10 }),
        async (bytes, sizes, reads) => {
          const reader = new ByteReader(chunked(bytes, sizes));
          const parts: Uint8Array[] = [];
          for (const count of reads) parts.push(await reader.read(count));
          for await (const part of reader.rest()) parts.push(part);
          expect(concatBytes(parts)).toEqual(bytes);
          expect(reader.offset).toBe(bytes.length);
        },
      ),
    );
  });

  it("reads short only at the end", async () => {
    const reader = new ByteReader(chunked(new Uint8Array(10), [3]));
    expect(await reader.read(8)).toHaveLength(8);
    expect(await reader.read(8)).toHaveLength(2);
    expect(await reader.readSome(1)).toBeUndefined();
  });

  it("gives unread bytes back first and takes them off the offset", async () => {
    const reader = new ByteReader(chunked(Uint8Array.of(1, 2, 3, 4), [4]));
    reader.unread(await reader.read(2));
    expect(reader.offset).toBe(0);
    expect(await reader.read(4)).toEqual(Uint8Array.of(1, 2, 3, 4));
  });
});

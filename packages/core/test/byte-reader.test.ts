import { describe, expect, it } from "@jest/globals";
import fc from "@stx-patch/testkit/properties";
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

/** Counts from 1 in one and the same memory. */
async function* recycled(
  length: number,
  chunkBytes: number,
): AsyncGenerator<Uint8Array> {
  const memory = new Uint8Array(chunkBytes);
  for (let at = 0; at < length; at += chunkBytes)
    yield await Promise.resolve(fill(memory, at));
}

function fill(memory: Uint8Array, from: number): Uint8Array {
  memory.forEach((_, i) => {
    memory[i] = from + i + 1;
  });
  return memory;
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

  it("keeps what it read when the source uses its memory again", async () => {
    const reader = new ByteReader(recycled(12, 4));
    const first = await reader.read(3);
    const across = await reader.readView(6);
    expect(across).toEqual(Uint8Array.of(4, 5, 6, 7, 8, 9));
    await reader.read(3);
    expect(first).toEqual(Uint8Array.of(1, 2, 3));
  });

  it("shows the next byte without taking it", async () => {
    const reader = new ByteReader(chunked(Uint8Array.of(7, 8), [1]));
    expect(await reader.peek()).toBe(7);
    expect([reader.offset, reader.bufferedBytes]).toEqual([0, 1]);
    await reader.read(2);
    expect(await reader.peek()).toBeUndefined();
  });

  it("takes what is at hand, without asking the source", async () => {
    const reader = new ByteReader(chunked(Uint8Array.of(1, 2, 3, 4, 5), [3]));
    await reader.read(1);
    expect(reader.takeBuffered()).toEqual(Uint8Array.of(2, 3));
    expect(reader.takeBuffered()).toHaveLength(0);
    expect(reader.offset).toBe(3);
  });

  it("puts a view back where it was, without a copy", async () => {
    const bytes = Uint8Array.of(1, 2, 3, 4);
    const reader = new ByteReader(chunked(bytes, [4]));
    reader.unread((await reader.readSome(3)) ?? bytes);
    expect((await reader.readSome(4))?.buffer).toBe(bytes.buffer);
  });

  it("gives unread bytes back first and takes them off the offset", async () => {
    const reader = new ByteReader(chunked(Uint8Array.of(1, 2, 3, 4), [4]));
    reader.unread(await reader.read(2));
    expect(reader.offset).toBe(0);
    expect(await reader.read(4)).toEqual(Uint8Array.of(1, 2, 3, 4));
  });
});

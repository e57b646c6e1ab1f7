import { gzipSync } from "node:zlib";
import * as zlib from "node:zlib";
import { describe, expect, it } from "@jest/globals";
import { nativeDecompressor } from "../src/index.js";
import { collect, expectSameBytes, pattern } from "./support.js";

const DATA = pattern(3_000_000);

/** What the newest Node has and the oldest does not. */
const { zstdCompressSync } = zlib as {
  zstdCompressSync?: (data: Uint8Array) => Uint8Array;
};

async function* pieces(
  bytes: Uint8Array,
  size: number,
  onPiece: () => void = () => undefined,
): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) {
    onPiece();
    yield await Promise.resolve(bytes.subarray(at, at + size));
  }
}

function unpack(name: string, packed: AsyncIterable<Uint8Array>) {
  const decompress = nativeDecompressor(name);
  if (decompress === undefined) throw new Error(`${name} is not there`);
  return decompress(packed);
}

describe("nativeDecompressor", () => {
  it.each([
    ["gzip", gzipSync],
    ["zstd", zstdCompressSync],
  ] as const)("unpacks %s if Node can", async (name, pack) => {
    expect(nativeDecompressor(name) === undefined).toBe(pack === undefined);
    if (pack === undefined) return;
    const packed = new Uint8Array(pack(DATA));
    for (const size of [1000, 1 << 20])
      expectSameBytes(await collect(unpack(name, pieces(packed, size))), DATA);
  });

  it.each(["xz", "lzma", "bzip2", "", "toString", "constructor"])(
    "has nothing for %j",
    (name) => {
      expect(nativeDecompressor(name)).toBeUndefined();
    },
  );

  it("fails on bytes that are not in the format, and on an early end", async () => {
    const packed = new Uint8Array(gzipSync(DATA));
    const cut = packed.subarray(0, packed.length - 20);
    await expect(collect(unpack("gzip", pieces(DATA, 999)))).rejects.toThrow();
    await expect(collect(unpack("gzip", pieces(cut, 999)))).rejects.toThrow();
  });

  it("passes on what its source throws", async () => {
    const source = pieces(DATA, 10, () => {
      throw new Error("disk");
    });
    await expect(collect(unpack("gzip", source))).rejects.toThrow("disk");
  });

  it("takes no more than it needs of a payload that unpacks to far more, and lets go of it", async () => {
    // 64 MiB of zeros in 64 KiB, hundreds of times over.
    const bomb = new Uint8Array(gzipSync(new Uint8Array(64 << 20)));
    let taken = 0;
    let isClosed = false;
    const source = (async function* () {
      try {
        for (;;) {
          yield* pieces(bomb, 1 << 14, () => (taken += 1));
        }
      } finally {
        isClosed = true;
      }
    })();
    const output = unpack("gzip", source)[Symbol.asyncIterator]();
    for (let i = 0; i < 10; i += 1) await output.next();
    await output.return?.();
    expect(taken).toBeLessThan(8);
    // Its source learns of it a tick later.
    await new Promise((resolve) => setImmediate(resolve));
    expect(isClosed).toBe(true);
  });
});

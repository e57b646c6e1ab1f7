import { gzipSync } from "node:zlib";
import { describe, expect, it } from "@jest/globals";
import { DEFAULT_LIMITS, type Limits } from "@stx-patch/core";
import { type ArchiveError, readGzip, writeGzip } from "../src/index.js";
import { ascii, chunked, codeOf, collect, noise } from "./support.js";

const TEXT = ascii("the quick brown fox jumps over the lazy dog\n".repeat(500));
const PLAIN = new Uint8Array(gzipSync(TEXT));

describe("places", () => {
  const place = async (
    bytes: Uint8Array,
    limits: Partial<Limits> = {},
  ): Promise<unknown> => {
    try {
      await collect(
        readGzip(chunked(bytes, 1024 * 1024), {
          limits: { ...DEFAULT_LIMITS, ...limits },
        }),
      );
      return undefined;
    } catch (error) {
      const { code, location } = error as ArchiveError;
      return [code, location.offset];
    }
  };

  it("tells where a file ends too early", async () => {
    expect(await place(PLAIN.subarray(0, 60))).toEqual(["GZIP_TRUNCATED", 60]);
  });

  it("tells the piece of 256 KiB in which damage was found", async () => {
    const file = await collect(
      writeGzip(chunked(noise(1_000_000)), { mtimeSeconds: 0 }),
    );
    // The length of a stored block far behind the first piece.
    const at = 10 + 10 * 65_540 + 1;
    const damaged = file.slice();
    damaged[at] = (damaged[at] ?? 0) ^ 1;
    const [code, offset] = (await place(damaged)) as [string, number];
    expect(code).toBe("GZIP_CORRUPT");
    expect(offset).toBeLessThanOrEqual(at);
    expect(at - offset).toBeLessThan(256 * 1024);
  });

  it("tells how far it had read when a limit was reached", async () => {
    const file = new Uint8Array(gzipSync(new Uint8Array(3_000_000)));
    expect(await place(file, { maxInflateRatio: 2 })).toEqual([
      "GZIP_RATIO_EXCEEDED",
      file.length,
    ]);
    expect(await place(file, { maxPatchBytes: 10 })).toEqual([
      "GZIP_TOO_LARGE",
      file.length,
    ]);
  });
});

describe("limits", () => {
  const bomb = new Uint8Array(gzipSync(new Uint8Array(20 * 1024 * 1024)));
  const readWith = (
    bytes: Uint8Array,
    change: Partial<Limits>,
    ...sizes: number[]
  ): Promise<Uint8Array> =>
    collect(
      readGzip(chunked(bytes, ...sizes), {
        limits: { ...DEFAULT_LIMITS, ...change },
      }),
    );

  it.each([bomb.length, 100])("refuses a bomb, cut at %d", async (size) => {
    expect(await codeOf(readWith(bomb, {}, size))).toBe("GZIP_RATIO_EXCEEDED");
  });

  it("stops a bomb within a block of 256 KiB of its compressed data", async () => {
    const long = noise(6_000_000).map((byte) => byte & 1);
    const file = new Uint8Array(gzipSync(long, { level: 1 }));
    let total = 0;
    const reading = async (): Promise<void> => {
      const limits = { ...DEFAULT_LIMITS, maxInflateRatio: 2 };
      for await (const part of readGzip(chunked(file), { limits }))
        total += part.length;
    };
    expect(await codeOf(reading())).toBe("GZIP_RATIO_EXCEEDED");
    // Up to 1 MiB anything goes.
    expect(total).toBeLessThan(1024 * 1024 + 65_537);
  });

  it("lets short inputs expand as they like", async () => {
    const small = new Uint8Array(gzipSync(new Uint8Array(1024 * 1024)));
    expect(await readWith(small, { maxInflateRatio: 2 })).toHaveLength(
      1024 * 1024,
    );
  });

  it("refuses more than maxPatchBytes", async () => {
    expect(
      await codeOf(readWith(PLAIN, { maxPatchBytes: TEXT.length - 1 })),
    ).toBe("GZIP_TOO_LARGE");
    expect(await readWith(PLAIN, { maxPatchBytes: TEXT.length })).toEqual(TEXT);
  });
});

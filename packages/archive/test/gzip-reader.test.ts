import { gzipSync } from "node:zlib";
import { describe, expect, it } from "@jest/globals";
import type { Inflater } from "@stx-patch/core";
import { concatBytes, DEFAULT_LIMITS } from "@stx-patch/core";
import fc from "@stx-patch/testkit/properties";
import type { ArchiveErrorCode } from "../src/index.js";
import { pakoInflater, readGzip } from "../src/index.js";
import {
  ascii,
  chunked,
  codeOf,
  collect,
  expectSameBytes,
  noise,
  run,
} from "./support.js";
import { describeWithTool } from "@stx-patch/testkit";

const TEXT = ascii("the quick brown fox jumps over the lazy dog\n".repeat(500));
const PLAIN = new Uint8Array(gzipSync(TEXT));

/** A gzip file with a header of our own in front of the same data. */
function withHeader(
  flags: number,
  ...fields: readonly (string | Uint8Array)[]
): Uint8Array {
  const header = concatBytes([
    Uint8Array.of(0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 255),
    ...fields.map((field) =>
      typeof field === "string" ? ascii(field) : field,
    ),
  ]);
  return concatBytes([header, PLAIN.subarray(10)]);
}

function withHeaderChecksum(error = 0): Uint8Array {
  const header = Uint8Array.of(0x1f, 0x8b, 8, 2, 0, 0, 0, 0, 0, 255);
  const crc = (pakoInflater.crc32(header, 0) & 0xffff) ^ error;
  return withHeader(2, Uint8Array.of(crc & 0xff, crc >> 8));
}

function changed(offset: number, change: (byte: number) => number): Uint8Array {
  const copy = PLAIN.slice();
  const index = offset < 0 ? copy.length + offset : offset;
  copy[index] = change(copy[index] ?? 0);
  return copy;
}

async function read(
  bytes: Uint8Array,
  ...sizes: number[]
): Promise<Uint8Array> {
  return collect(readGzip(chunked(bytes, ...sizes)));
}

describe("readGzip", () => {
  it.each([
    ["a bare header", PLAIN],
    ["a file name", withHeader(8, "001.patch\0")],
    ["an extra field", withHeader(4, "\x02\0ab")],
    ["a comment", withHeader(16, "comment\0")],
    ["a header checksum", withHeaderChecksum()],
    ["the text flag", withHeader(1)],
    ["everything", withHeader(4 | 8 | 16, "\x04\0abcd", "name\0", "comment\0")],
    ["level 1", new Uint8Array(gzipSync(TEXT, { level: 1 }))],
    ["stored data", new Uint8Array(gzipSync(TEXT, { level: 0 }))],
  ])("reads a file with %s", async (_, bytes) => {
    expect(await read(bytes)).toEqual(TEXT);
    expect(await read(bytes, 1)).toEqual(TEXT);
  });

  it("reads an empty member", async () => {
    expect(await read(new Uint8Array(gzipSync("")))).toHaveLength(0);
  });

  it("reads the same however the stream is cut", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 5000 }),
        fc.array(fc.integer({ min: 1, max: 600 }), { minLength: 1 }),
        async (data, sizes) => {
          expect(await read(new Uint8Array(gzipSync(data)), ...sizes)).toEqual(
            data,
          );
        },
      ),
    );
  });

  it.each<[string, ArchiveErrorCode, Uint8Array]>([
    ["an empty file", "GZIP_NOT_GZIP", new Uint8Array(0)],
    ["another file", "GZIP_NOT_GZIP", ascii("#!/bin/sh\n")],
    ["another method", "GZIP_HEADER_INVALID", changed(2, () => 7)],
    ["reserved flags", "GZIP_HEADER_INVALID", changed(3, () => 0x20)],
    ["a wrong header checksum", "GZIP_HEADER_INVALID", withHeaderChecksum(1)],
    [
      "a file name without end",
      "GZIP_HEADER_INVALID",
      withHeader(8, "x".repeat(5000)),
    ],
    ["a cut header", "GZIP_TRUNCATED", PLAIN.subarray(0, 9)],
    [
      "a cut extra field",
      "GZIP_TRUNCATED",
      withHeader(4, "\xff\xff").subarray(0, 100),
    ],
    [
      "a cut file name",
      "GZIP_TRUNCATED",
      withHeader(8, "name").subarray(0, 13),
    ],
    ["a cut stream", "GZIP_TRUNCATED", PLAIN.subarray(0, 60)],
    ["a header only", "GZIP_TRUNCATED", PLAIN.subarray(0, 10)],
    ["a cut trailer", "GZIP_TRUNCATED", PLAIN.subarray(0, -1)],
    ["no trailer", "GZIP_TRUNCATED", PLAIN.subarray(0, -8)],
    [
      "an impossible block type",
      "GZIP_CORRUPT",
      changed(10, (byte) => byte | 6),
    ],
    [
      "a wrong CRC-32",
      "GZIP_CHECKSUM_MISMATCH",
      changed(-8, (byte) => byte ^ 1),
    ],
    ["a wrong length", "GZIP_LENGTH_MISMATCH", changed(-4, (byte) => byte ^ 1)],
    ["a second member", "GZIP_SECOND_MEMBER", concatBytes([PLAIN, PLAIN])],
    [
      "zeros at the end",
      "GZIP_TRAILING_DATA",
      concatBytes([PLAIN, new Uint8Array(512)]),
    ],
    [
      "one byte at the end",
      "GZIP_TRAILING_DATA",
      concatBytes([PLAIN, ascii("x")]),
    ],
  ])("refuses %s as %s", async (_, code, bytes) => {
    expect(await codeOf(read(bytes))).toBe(code);
    expect(await codeOf(read(bytes, 1))).toBe(code);
  });

  it.each([
    ["GZIP_SECOND_MEMBER", PLAIN],
    ["GZIP_TRAILING_DATA", ascii("hidden")],
  ])(
    "reports %s with its offset and ends there when somebody listens",
    async (code, extra) => {
      const findings: unknown[] = [];
      const bytes = concatBytes([PLAIN, extra]);
      const report = (finding: unknown): void => void findings.push(finding);
      expect(
        await collect(
          readGzip(chunked(bytes, 100), { report, name: "x.patch" }),
        ),
      ).toEqual(TEXT);
      expect(findings).toMatchObject([
        { code, severity: "error", offset: PLAIN.length, file: "x.patch" },
      ]);
    },
  );

  it("warns about extra fields and comments, which no signature covers", async () => {
    const findings: unknown[] = [];
    await collect(
      readGzip(chunked(withHeader(16, "hidden\0")), {
        report: (finding) => findings.push(finding),
      }),
    );
    expect(findings).toMatchObject([
      { code: "GZIP_HEADER_EXTRA", severity: "warning" },
    ]);
  });

  it("takes a length modulo 2^32 beyond 4 GiB", async () => {
    const chunk = new Uint8Array(64 * 1024 * 1024);
    const huge: Inflater = {
      crc32: () => 0,
      async *inflate(source) {
        const step = await source.next();
        for (let i = 0; i < 65; i++) yield chunk;
        return { unconsumed: (step.value as Uint8Array).subarray(1) };
      },
    };
    const file = concatBytes([
      PLAIN.subarray(0, 11),
      Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 4),
    ]);
    const limits = { ...DEFAULT_LIMITS, maxInflateRatio: Number.MAX_VALUE };
    let total = 0;
    for await (const part of readGzip(chunked(file), {
      inflater: huge,
      limits,
    }))
      total += part.length;
    expect(total).toBe(2 ** 32 + chunk.length);
  });

  it("closes the source when the consumer stops early", async () => {
    let closed = false;
    async function* source(): AsyncGenerator<Uint8Array> {
      try {
        yield* chunked(PLAIN, 50);
      } finally {
        closed = true;
      }
    }
    const reading = readGzip(source());
    await reading.next();
    await reading.return();
    expect(closed).toBe(true);
  });

  it("passes errors of the source on unchanged", async () => {
    const failure = new Error("disk on fire");
    async function* source(): AsyncGenerator<Uint8Array> {
      yield* chunked(PLAIN.subarray(0, 50));
      throw failure;
    }
    await expect(collect(readGzip(source()))).rejects.toBe(failure);
  });

  it("notices a flipped bit, or it makes no difference, and only ever fails with a code", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 80, max: PLAIN.length * 8 - 1 }),
        async (bit) => {
          const file = changed(bit >> 3, (byte) => byte ^ (1 << (bit & 7)));
          const code = await codeOf(
            read(file).then((data) => {
              expectSameBytes(data, TEXT);
            }),
          );
          expect(code ?? "GZIP_").toMatch(/^GZIP_/);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describeWithTool("gzip", "files of gzip", () => {
  it.each(["-1", "-9"])("level %s", async (level) => {
    const data = concatBytes([TEXT, noise(100_000), TEXT]);
    const file = run("gzip", [level, "-c"], data);
    expectSameBytes(await read(file, 4096), data);
  });
});

describeWithTool("python3", "files of Python", () => {
  it("are read", async () => {
    const script =
      "import gzip,sys; sys.stdout.buffer.write(gzip.compress(sys.stdin.buffer.read()))";
    expect(await read(run("python3", ["-c", script], TEXT))).toEqual(TEXT);
  });
});

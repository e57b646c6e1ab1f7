import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "@jest/globals";
import type { BlockDeflater } from "@stx-patch/core";
import { concatBytes } from "@stx-patch/core";
import fc from "@stx-patch/testkit/properties";
import { pakoDeflater, readGzip, writeGzip } from "../src/index.js";
import {
  ascii,
  chunked,
  codeOf,
  collect,
  collectCopies,
  expectSameBytes,
  noise,
  recycled,
  run,
} from "./support.js";
import { describeWithTool, lender } from "@stx-patch/testkit";

const BLOCK = 65_535;
const TEXT = ascii(
  Array.from(
    { length: 9000 },
    (_, i) => `line ${i * 7919} of a text that compresses\n`,
  ).join(""),
);
/** Text, noise, noise with a little text, a repeat that entropy cannot see. */
const MIXED = concatBytes([
  TEXT,
  noise(300_000),
  TEXT.subarray(0, 5000),
  noise(200_000, 2),
  noise(9000, 3),
  noise(9000, 3),
]);

function write(
  data: Uint8Array,
  options: Partial<Parameters<typeof writeGzip>[1]> = {},
  ...sizes: number[]
): Promise<Uint8Array> {
  return collect(
    writeGzip(chunked(data, ...sizes), { mtimeSeconds: 0, ...options }),
  );
}

describe("writeGzip", () => {
  it.each([1, 2, 5])(
    "writes the same from and to recycled memory, %d runs at a time",
    async (concurrency) => {
      const data = concatBytes([MIXED, noise(3_000_000, 9), TEXT]);
      const expected = await write(data);
      const actual = await collectCopies(
        writeGzip(recycled(data, 100_003), {
          mtimeSeconds: 0,
          concurrency,
          recycle: true,
        }),
      );
      expectSameBytes(actual, expected);
    },
  );

  it.each([0, 2, 9])(
    "writes the same in borrowed memory, of which there are %d pieces, and gives all of it back",
    async (pieces) => {
      const data = concatBytes([MIXED, noise(3_000_000, 9), TEXT]);
      const { memory, lent } = lender(pieces, 1_050_000);
      const actual = await collectCopies(
        writeGzip(recycled(data, 100_003), {
          mtimeSeconds: 0,
          recycle: true,
          memory,
        }),
      );
      expectSameBytes(actual, await write(data));
      expect(lent()).toBe(0);
      const reading = writeGzip(chunked(data), {
        mtimeSeconds: 0,
        recycle: true,
        memory,
      });
      for (let i = 0; i < 3; i += 1) await reading.next();
      await reading.return();
      expect(lent()).toBe(0);
    },
  );

  it("gives borrowed memory back before it writes again, for a digest elsewhere may still read it", async () => {
    const data = noise(8_000_000);
    const chunks: Uint8Array[] = [];
    // The lender, who knows about the digest, never lends a piece again.
    const memory = {
      borrow: () => ({
        bytes: new Uint8Array(1_050_000),
        release: () => undefined,
      }),
    };
    for await (const chunk of writeGzip(chunked(data), {
      mtimeSeconds: 0,
      recycle: true,
      memory,
    }))
      chunks.push(chunk);
    expectSameBytes(gunzipSync(concatBytes(chunks)), data);
  });

  it("leaves its chunks alone unless it may recycle them", async () => {
    const data = noise(5_000_000);
    const chunks: Uint8Array[] = [];
    for await (const chunk of writeGzip(chunked(data), { mtimeSeconds: 0 }))
      chunks.push(chunk);
    expectSameBytes(gunzipSync(concatBytes(chunks)), data);
  });

  it.each([
    ["nothing", new Uint8Array(0)],
    ["one byte", ascii("x")],
    ["text", TEXT],
    ["noise", noise(200_000)],
    ["one block of noise", noise(BLOCK)],
    ["a block and a byte", noise(BLOCK + 1)],
    ["a mixture", MIXED],
    ["a full run of text", concatBytes(Array.from({ length: 3 }, () => TEXT))],
  ])(
    "writes %s so that zlib and our own reader get it back",
    async (_, data) => {
      const file = await write(data);
      expectSameBytes(gunzipSync(file), data);
      expectSameBytes(await collect(readGzip(chunked(file))), data);
    },
  );

  it("writes the same bytes whatever the chunking and the concurrency", async () => {
    const expected = await write(MIXED);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 200_000 }), {
          minLength: 1,
          maxLength: 3,
        }),
        fc.integer({ min: 1, max: 9 }),
        async (sizes, concurrency) => {
          const cut = sizes.map((size) => Math.max(size, 500));
          expectSameBytes(
            await write(MIXED, { concurrency, deflater: outOfOrder() }, ...cut),
            expected,
          );
        },
      ),
      { numRuns: 10 },
    );
  });

  it("keeps no more blocks in work than it was allowed to", async () => {
    let inWork = 0;
    let most = 0;
    const deflater: BlockDeflater = {
      crc32: pakoDeflater.crc32,
      async deflate(block, options) {
        most = Math.max(most, ++inWork);
        await new Promise((resolve) => setTimeout(resolve, 1));
        inWork--;
        return pakoDeflater.deflate(block.subarray(0, 100), options);
      },
    };
    await write(concatBytes(Array.from({ length: 30 }, () => TEXT)), {
      concurrency: 3,
      deflater,
    });
    expect(most).toBe(3);
  });

  it("pulls no more than the consumer needs", async () => {
    let pulled = 0;
    async function* source(): AsyncGenerator<Uint8Array> {
      for (;;) {
        pulled += BLOCK;
        yield await Promise.resolve(noise(BLOCK));
      }
    }
    const writing = writeGzip(source(), { mtimeSeconds: 0, concurrency: 2 });
    await writing.next();
    await writing.next();
    expect(pulled).toBeLessThan(4 * 1024 * 1024);
    await writing.return();
  });

  it("writes the header that the options ask for and nothing else", async () => {
    const file = await write(ascii("x"), {
      mtimeSeconds: 0x12345678,
      fileName: "001.patch",
    });
    expect([...file.subarray(0, 10)]).toEqual([
      0x1f, 0x8b, 8, 8, 0x78, 0x56, 0x34, 0x12, 2, 255,
    ]);
    expect(file.subarray(10, 20)).toEqual(ascii("001.patch\0"));
    expect((await write(ascii("x")))[3]).toBe(0);
  });

  it.each([-1, 2 ** 32, 0.5, Number.NaN])(
    "refuses the time %d",
    async (mtimeSeconds) => {
      expect(await codeOf(write(TEXT, { mtimeSeconds }))).toBe(
        "GZIP_TIME_UNSUPPORTED",
      );
    },
  );

  it.each(["a\0b", "日本", "x".repeat(5000)])(
    "refuses the name %j",
    async (fileName) => {
      expect(await codeOf(write(TEXT, { fileName }))).toBe(
        "GZIP_NAME_UNSUPPORTED",
      );
    },
  );

  it("passes errors of source and compressor on unchanged", async () => {
    const failure = new Error("disk on fire");
    async function* source(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(TEXT);
      throw failure;
    }
    await expect(
      collect(writeGzip(source(), { mtimeSeconds: 0 })),
    ).rejects.toBe(failure);
    const deflater: BlockDeflater = {
      crc32: pakoDeflater.crc32,
      deflate: () => Promise.reject(failure),
    };
    await expect(write(TEXT, { deflater })).rejects.toBe(failure);
  });

  it("stores what would grow, whatever the look at it said", async () => {
    const inflating: BlockDeflater = {
      crc32: pakoDeflater.crc32,
      deflate: (block) => Promise.resolve(new Uint8Array(block.length + 1000)),
    };
    expectSameBytes(
      gunzipSync(await write(TEXT, { deflater: inflating })),
      TEXT,
    );
  });
});

describeWithTool("gzip", "size beside gzip -9", () => {
  it.each([
    ["noise", noise(1_000_000), 0.001],
    ["text", TEXT, 0.02],
    ["zeros", new Uint8Array(4_000_000), 0.02],
    [
      "noise that repeats",
      concatBytes(Array.from({ length: 50 }, () => noise(20_000))),
      0.02,
    ],
    [
      "headers between payloads",
      concatBytes(
        Array.from({ length: 10 }, (_, i) =>
          concatBytes([
            TEXT.subarray(i * 100, i * 100 + 12_000),
            noise(150_000, i),
          ]),
        ),
      ),
      0.02,
    ],
    [
      "text in base64",
      ascii(Buffer.from(noise(500_000)).toString("base64")),
      0.02,
    ],
    [
      "a compressed file",
      new Uint8Array(gzipSync(noise(500_000).map((byte) => byte & 0x5f))),
      0.02,
    ],
  ])("%s", async (_, data, tolerance) => {
    const reference = run("gzip", ["-9nc"], data).length;
    expect((await write(data)).length).toBeLessThanOrEqual(
      reference * (1 + tolerance),
    );
  });
});

describeWithTool("gzip", "gzip, reading our file", () => {
  it("tests and unpacks it", async () => {
    const file = await write(MIXED, { fileName: "x.patch" });
    run("gzip", ["-t"], file);
    expect(run("gzip", ["-dc"], file).equals(MIXED)).toBe(true);
  });
});

describeWithTool("python3", "Python, reading our file", () => {
  it("gets the data", async () => {
    const script =
      "import gzip,sys; sys.stdout.buffer.write(gzip.decompress(sys.stdin.buffer.read()))";
    expect(
      run("python3", ["-c", script], await write(MIXED)).equals(MIXED),
    ).toBe(true);
  });
});

/** Later runs finish before earlier ones. */
function outOfOrder(): BlockDeflater {
  let delay = 8;
  return {
    crc32: pakoDeflater.crc32,
    async deflate(block, options) {
      const waitFor = (delay = (delay + 5) % 9);
      await new Promise((resolve) => setTimeout(resolve, waitFor));
      return pakoDeflater.deflate(block, options);
    },
  };
}

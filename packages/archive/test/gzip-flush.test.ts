import { constants, gunzipSync } from "node:zlib";
import { describe, expect, it } from "@jest/globals";
import { concatBytes } from "@stx-patch/core";
import { nativeDeflater, nativeInflater } from "@stx-patch/node-io";
import fc from "@stx-patch/testkit/properties";
import {
  blockwiseInflater,
  pakoInflater,
  readGzip,
  writeGzip,
} from "../src/index.js";
import { ascii, chunked, collect, expectSameBytes, noise } from "./support.js";

const TEXT = ascii("what a header of an RPM looks like; ".repeat(1000));
const FRONT = concatBytes([TEXT, noise(300_000), TEXT, noise(1_200_000, 2)]);
const BEHIND = concatBytes([ascii("signature"), noise(256, 3)]);
const DATA = concatBytes([FRONT, BEHIND]);

function write(
  source: AsyncIterable<Uint8Array>,
  options: Partial<Parameters<typeof writeGzip>[1]> = {},
): AsyncGenerator<Uint8Array> {
  return writeGzip(source, { mtimeSeconds: 0, ...options });
}

/** Brings what is in front of the flush point, and the rest only when somebody lets it go on. */
function heldBack(chunkBytes: number): {
  source: AsyncGenerator<Uint8Array>;
  goOn: () => void;
} {
  let goOn: () => void = () => undefined;
  const allowed = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  async function* source(): AsyncGenerator<Uint8Array> {
    yield* chunked(FRONT, chunkBytes);
    await allowed;
    yield BEHIND;
  }
  return { source: source(), goOn };
}

/** Reads to the end what may end anywhere. */
function partOf(compressed: readonly Uint8Array[]): Uint8Array {
  return gunzipSync(concatBytes(compressed), {
    finishFlush: constants.Z_SYNC_FLUSH,
  });
}

describe("a flush point", () => {
  it.each([
    [1, 70_001],
    [4, 70_001],
    [4, FRONT.length],
  ])(
    "lets out all that is in front of it, with %d runs at a time and chunks of %d bytes",
    async (concurrency, chunkBytes) => {
      const { source, goOn } = heldBack(chunkBytes);
      const taken: Uint8Array[] = [];
      let readable: Uint8Array | undefined;
      const reached = (): void => {
        readable = partOf(taken);
        goOn();
      };
      const flush = { atBytes: FRONT.length, reached };
      for await (const chunk of write(source, { concurrency, flush }))
        taken.push(chunk.slice());
      expect(readable).toBeDefined();
      expectSameBytes(readable!, FRONT);
      expectSameBytes(gunzipSync(concatBytes(taken)), DATA);
    },
  );

  it("is part of what the output depends on, as nothing else of the writing is", () =>
    fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.constantFrom(0, 1, 65_535, DATA.length, DATA.length + 1),
          fc.nat(DATA.length),
        ),
        fc.integer({ min: 1000, max: 400_000 }),
        fc.integer({ min: 1, max: 4 }),
        async (atBytes, chunkBytes, concurrency) => {
          const options = { deflater: nativeDeflater, flush: { atBytes } };
          const expected = await collect(write(chunked(DATA), options));
          const actual = await collect(
            write(chunked(DATA, chunkBytes), { ...options, concurrency }),
          );
          expectSameBytes(actual, expected);
          expectSameBytes(gunzipSync(actual), DATA);
        },
      ),
      { numRuns: 15 },
    ));

  it("costs a few bytes", async () => {
    const plain = await collect(write(chunked(DATA)));
    const flush = { atBytes: FRONT.length };
    const flushed = await collect(write(chunked(DATA), { flush }));
    expect(flushed.length - plain.length).toBeLessThan(64);
  });

  it.each([
    ["pako", pakoInflater],
    ["zlib", nativeInflater],
  ])(
    "is where a reader with %s gets to while the rest is not there yet",
    async (_, quick) => {
      const compressed: Uint8Array[] = [];
      let frontChunks = 0;
      const reached = (): void => {
        frontChunks = compressed.length;
      };
      const flush = { atBytes: FRONT.length, reached };
      for await (const chunk of write(chunked(DATA), { flush }))
        compressed.push(chunk.slice());

      let goOn: () => void = () => undefined;
      const wasRead = new Promise<void>((resolve) => {
        goOn = resolve;
      });
      async function* file(): AsyncGenerator<Uint8Array> {
        yield* compressed.slice(0, frontChunks);
        // A reader that kept anything back would never end.
        await wasRead;
        yield* compressed.slice(frontChunks);
      }
      let readBytes = 0;
      const inflater = blockwiseInflater(quick);
      for await (const chunk of readGzip(file(), {
        inflater,
        isGrowing: true,
      })) {
        readBytes += chunk.length;
        if (readBytes === FRONT.length) goOn();
      }
      expect(readBytes).toBe(DATA.length);
    },
  );
});

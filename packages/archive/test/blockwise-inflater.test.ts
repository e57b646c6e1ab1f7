import { constants, deflateRawSync, inflateRawSync } from "node:zlib";
import { describe, expect, it } from "@jest/globals";
import { concatBytes, copyOf, type Inflater } from "@stx-patch/core";
import fc from "@stx-patch/testkit/properties";
import { blockwiseInflater, pakoInflater, writeGzip } from "../src/index.js";
import {
  ascii,
  chunked,
  collect,
  expectSameBytes,
  noise,
  recycled,
} from "./support.js";

const TEXT = ascii(
  Array.from({ length: 20_000 }, (_, i) => `line ${i * 7919}\n`).join(""),
);
const BEHIND = ascii("what follows");
const inflater = blockwiseInflater(pakoInflater);

/** Everything that comes out, and what is left of the input; chunks are used only while they are valid. */
async function inflate(
  source: AsyncGenerator<Uint8Array>,
  by: Inflater = inflater,
): Promise<{ data: Uint8Array; rest: Uint8Array }> {
  const engine = by.inflate(source);
  const parts: Uint8Array[] = [];
  for (;;) {
    const step = await engine.next();
    if (step.done !== true) {
      parts.push(copyOf(step.value));
      continue;
    }
    const rest = [copyOf(step.value.unconsumed)];
    for await (const chunk of source) rest.push(copyOf(chunk));
    return { data: concatBytes(parts), rest: concatBytes(rest) };
  }
}

/** Tells how much of the source is read. */
async function* counting(
  source: AsyncIterator<Uint8Array>,
  tell: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for (;;) {
    const step = await source.next();
    if (step.done === true) return;
    tell(step.value.length);
    yield step.value;
  }
}

function stored(content: Uint8Array, last: boolean): Uint8Array {
  const header = new Uint8Array(5);
  const view = new DataView(header.buffer);
  view.setUint8(0, last ? 1 : 0);
  view.setUint16(1, content.length, true);
  view.setUint16(3, content.length ^ 0xffff, true);
  return concatBytes([header, content]);
}

/** A stretch that ends at a byte boundary, with the output in front of it as its dictionary. */
function deflated(content: Uint8Array, before: Uint8Array): Uint8Array {
  return new Uint8Array(
    deflateRawSync(content, {
      finishFlush: constants.Z_SYNC_FLUSH,
      ...(before.length === 0 ? {} : { dictionary: before.slice(-32_768) }),
    }),
  );
}

/** Blocks of all kinds, and what they hold. */
function build(
  parts: readonly { kind: "stored" | "deflated"; content: Uint8Array }[],
): { raw: Uint8Array; data: Uint8Array } {
  let data: Uint8Array = new Uint8Array(0);
  const blocks = parts.map(({ kind, content }) => {
    const block =
      kind === "stored" ? stored(content, false) : deflated(content, data);
    data = concatBytes([data, content]);
    return block;
  });
  return {
    raw: concatBytes([...blocks, stored(new Uint8Array(0), true)]),
    data,
  };
}

const part = fc.oneof(
  fc.record({
    kind: fc.constant("stored" as const),
    content: fc
      .tuple(fc.integer({ min: 0, max: 65_535 }), fc.nat(1000))
      .map(([length, seed]) => noise(length, seed + 1)),
  }),
  fc.record({
    kind: fc.constant("deflated" as const),
    content: fc
      .tuple(fc.nat(TEXT.length), fc.nat(60_000))
      .map(([start, length]) => TEXT.subarray(start, start + length)),
  }),
);

describe("blockwiseInflater", () => {
  it("gives what zlib gives, whatever the blocks, the cuts and the memory they come in", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(part, { maxLength: 8 }),
        fc.integer({ min: 300, max: 200_000 }),
        async (parts, chunkBytes) => {
          const { raw, data } = build(parts);
          expectSameBytes(new Uint8Array(inflateRawSync(raw)), data);
          const file = concatBytes([raw, BEHIND]);
          const result = await inflate(recycled(file, chunkBytes));
          expectSameBytes(result.data, data);
          expectSameBytes(result.rest, BEHIND);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("hands out stored blocks as they lie in the input", async () => {
    const { raw } = build([{ kind: "stored", content: noise(60_000) }]);
    for await (const chunk of inflater.inflate(chunked(raw)))
      expect(chunk.buffer).toBe(raw.buffer);
  });

  it("leaves long deflated stretches to the quick decompressor, and what is behind them", async () => {
    const long = noise(2_000_000).map((byte) => byte & 0x1f);
    const { raw, data } = build([
      { kind: "stored", content: noise(50_000) },
      { kind: "deflated", content: long },
      { kind: "stored", content: noise(50_000, 2) },
    ]);
    const result = await inflate(recycled(concatBytes([raw, BEHIND]), 100_000));
    expectSameBytes(result.data, data);
    expectSameBytes(result.rest, BEHIND);
  });

  it.each([
    ["of one byte", [0, 1, 0, 0xfe, 0xff, 65], 20_000],
    ["that are empty", [0, 0, 0, 0xff, 0xff], 0],
    // Fixed codes with nothing in it, an empty stored block behind it in the same byte, then one at a byte boundary.
    ["of both kinds", [2, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0xff, 0xff], 0],
  ])(
    "is not slowed down by thousands of blocks %s",
    async (_, block, lengthBytes) => {
      const crumbs = Uint8Array.from(
        { length: block.length * 20_000 },
        (_byte, i) => block[i % block.length] ?? 0,
      );
      const raw = concatBytes([crumbs, stored(noise(100), true), BEHIND]);
      let quickBytes = 0;
      const quick = blockwiseInflater({
        ...pakoInflater,
        inflate: (source, dictionary) =>
          pakoInflater.inflate(
            counting(source, (bytes) => (quickBytes += bytes)),
            dictionary,
          ),
      });
      const result = await inflate(recycled(raw, 50_000), quick);
      expect(result.data).toHaveLength(lengthBytes + 100);
      expectSameBytes(result.data.subarray(-100), noise(100));
      expectSameBytes(result.rest, BEHIND);
      expect(quickBytes).toBeGreaterThan(0.9 * raw.length);
    },
  );

  it("reads what our own writer wrote", async () => {
    const data = concatBytes([TEXT, noise(3_000_000), TEXT, noise(200_000, 2)]);
    const file = await collect(writeGzip(chunked(data), { mtimeSeconds: 0 }));
    const result = await inflate(recycled(file.subarray(10), 70_000));
    expectSameBytes(result.data, data);
    expect(result.rest).toHaveLength(8);
  });

  const whole = build([
    { kind: "stored", content: noise(1000) },
    { kind: "deflated", content: TEXT.subarray(0, 5000) },
    { kind: "stored", content: noise(1000, 2) },
  ]).raw;

  it("fails when the data ends early, wherever that is", async () => {
    for (let length = 0; length < whole.length; length += 37)
      await expect(
        inflate(chunked(whole.subarray(0, length), 500)),
      ).rejects.toHaveProperty("message");
  });

  it("agrees with zlib on damaged data", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(7), async (at, bit) => {
        const damaged = whole.slice();
        damaged[at] = (damaged[at] ?? 0) ^ (1 << bit);
        const expected = attempt(() => inflateRawSync(damaged));
        const actual = await inflate(chunked(damaged, 700)).then(
          ({ data }) => data,
          () => undefined,
        );
        expect(actual === undefined).toBe(expected === undefined);
        if (actual !== undefined && expected !== undefined)
          expectSameBytes(actual, expected);
      }),
      { numRuns: 300 },
    );
  });
});

function attempt(work: () => Uint8Array): Uint8Array | undefined {
  try {
    return new Uint8Array(work());
  } catch {
    return undefined;
  }
}

import { deflateRawSync, inflateRawSync } from "node:zlib";
import { describe, expect, it } from "@jest/globals";
import { concatBytes } from "@stx-patch/core";
import { pakoDeflater, pakoInflater } from "../src/index.js";
import { ascii, chunked, noise } from "./support.js";

const TEXT = ascii("a text that compresses, again and again; ".repeat(1000));

async function inflate(
  bytes: Uint8Array,
  ...sizes: number[]
): Promise<{ data: Uint8Array; rest: Uint8Array }> {
  const source = chunked(bytes, ...sizes);
  const engine = pakoInflater.inflate(source);
  const parts: Uint8Array[] = [];
  for (;;) {
    const step = await engine.next();
    if (step.done !== true) {
      parts.push(step.value);
      continue;
    }
    const rest = [step.value.unconsumed];
    for await (const part of source) rest.push(part);
    return { data: concatBytes(parts), rest: concatBytes(rest) };
  }
}

describe("pakoInflater", () => {
  const raw = new Uint8Array(deflateRawSync(TEXT));
  const behind = ascii("what follows");

  it.each([
    [[]],
    [[1]],
    [[7]],
    [[raw.length]],
    [[raw.length - 1]],
    [[raw.length + 3]],
  ])("leaves exactly what follows the stream, cut into %j", async (sizes) => {
    const { data, rest } = await inflate(concatBytes([raw, behind]), ...sizes);
    expect(data).toEqual(TEXT);
    expect(rest).toEqual(behind);
  });

  it("fails with an ordinary error when the data is damaged or ends early", async () => {
    await expect(inflate(raw.subarray(0, -1))).rejects.toThrow(
      "unexpected end of data",
    );
    await expect(inflate(Uint8Array.of(0xff, 0xff))).rejects.toThrow(Error);
  });
});

describe("pakoDeflater", () => {
  it("makes blocks that join into one stream, each referring to the bytes in front", async () => {
    const blocks = [
      noise(40_000).map((byte) => byte & 0x3f),
      noise(40_000).map((byte) => byte & 0x3f),
      TEXT,
    ];
    const parts: Uint8Array[] = [];
    for (const [i, block] of blocks.entries())
      parts.push(
        await pakoDeflater.deflate(block, {
          level: 9,
          last: i === blocks.length - 1,
          dictionary: blocks[i - 1]?.subarray(-32_768),
        }),
      );
    expect(new Uint8Array(inflateRawSync(concatBytes(parts)))).toEqual(
      concatBytes(blocks),
    );
  });

  it("takes an empty dictionary and an empty block", async () => {
    const options = { level: 9, last: true, dictionary: new Uint8Array(0) };
    const ended = await pakoDeflater.deflate(new Uint8Array(0), options);
    expect(inflateRawSync(ended)).toHaveLength(0);
  });
});

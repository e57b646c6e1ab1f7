import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "@jest/globals";
import { concatBytes } from "@stx-patch/core";
import { nativeInflater } from "../src/index.js";
import { expectSameBytes, pattern } from "./support.js";

const DATA = pattern(2_000_000);
const RAW = new Uint8Array(deflateRawSync(DATA));
const BEHIND = new TextEncoder().encode("what follows");

async function* chunked(
  bytes: Uint8Array,
  size: number,
): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size)
    yield await Promise.resolve(bytes.subarray(at, at + size));
}

async function inflate(
  source: AsyncIterator<Uint8Array>,
): Promise<{ data: Uint8Array; unconsumed: Uint8Array }> {
  const engine = nativeInflater.inflate(source);
  const parts: Uint8Array[] = [];
  for (;;) {
    const step = await engine.next();
    if (step.done === true)
      return { data: concatBytes(parts), unconsumed: step.value.unconsumed };
    parts.push(step.value);
  }
}

describe("nativeInflater", () => {
  const whole = concatBytes([RAW, BEHIND]);

  it.each([whole.length, RAW.length, RAW.length - 1, RAW.length + 3, 1000])(
    "leaves exactly what follows the stream, cut at %d",
    async (size) => {
      const source = chunked(whole, size);
      const { data, unconsumed } = await inflate(source);
      expectSameBytes(data, DATA);
      const rest = [unconsumed];
      for await (const part of source) rest.push(part);
      expect(concatBytes(rest)).toEqual(BEHIND);
    },
  );

  it("leaves nothing when nothing follows", async () => {
    expect((await inflate(chunked(RAW, RAW.length))).unconsumed).toHaveLength(
      0,
    );
    expect((await inflate(chunked(RAW, 100))).unconsumed).toHaveLength(0);
  });

  it.each([
    ["ends early", RAW.subarray(0, -5)],
    ["is empty", new Uint8Array(0)],
    ["is damaged", Uint8Array.of(0xff, 0xff, 0xff)],
  ])("fails when the data %s", async (_, bytes) => {
    await expect(inflate(chunked(bytes, 1000))).rejects.toHaveProperty(
      "message",
    );
  });

  it("passes an error of the source on unchanged", async () => {
    const failure = new Error("disk on fire");
    async function* source(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(RAW.subarray(0, 10));
      throw failure;
    }
    await expect(inflate(source())).rejects.toBe(failure);
  });

  it("pulls no more than it can use, and stops when the consumer stops", async () => {
    let pulled = 0;
    async function* source(): AsyncGenerator<Uint8Array> {
      for (;;) {
        pulled++;
        yield await Promise.resolve(
          deflateRawSync(pattern(300_000), { finishFlush: 2 }),
        );
      }
    }
    const engine = nativeInflater.inflate(source());
    await engine.next();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(pulled).toBeLessThan(6);
    await engine.return({ unconsumed: new Uint8Array(0) });
    const before = pulled;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(pulled).toBeLessThanOrEqual(before + 1);
  });
});

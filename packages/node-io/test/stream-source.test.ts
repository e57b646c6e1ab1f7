import { PassThrough, Readable } from "node:stream";
import { describe, expect, it } from "@jest/globals";
import { streamSource } from "../src/index.js";
import { codeOf, collect, expectSameBytes, pattern } from "./support.js";

describe("streamSource", () => {
  it("yields the bytes of a stream as plain arrays", async () => {
    const data = pattern(200_000);
    const chunks: Uint8Array[] = [];
    for await (const chunk of streamSource(Readable.from([Buffer.from(data)])))
      chunks.push(chunk);
    expect(chunks.some((chunk) => Buffer.isBuffer(chunk))).toBe(false);
    expectSameBytes(Buffer.concat(chunks), data);
  });

  it("takes text for UTF-8", async () => {
    expect(await collect(streamSource(Readable.from(["é"])))).toEqual(
      Uint8Array.of(0xc3, 0xa9),
    );
  });

  it("turns the stream's error into a coded one", async () => {
    const stream = new PassThrough();
    stream.destroy(Object.assign(new Error("gone"), { code: "EIO" }));
    expect(await codeOf(collect(streamSource(stream)))).toBe("IO_FAILED");
  });

  it("destroys the stream when reading stops early", async () => {
    const stream = Readable.from([Buffer.from("a"), Buffer.from("b")]);
    const reading = streamSource(stream);
    await reading.next();
    await reading.return();
    expect(stream.destroyed).toBe(true);
  });
});

/**
 * What the libraries do and we do not want. A test that fails here after an upgrade is good news or bad news,
 * but news: look at the module that closes the trap.
 */
import { describe, expect, it } from "@jest/globals";
import { concatBytes } from "@stx-patch/core";
import { Deflate, gzip, Inflate, ungzip } from "pako";
import type { Header } from "tar-stream";
import { extract, pack } from "tar-stream";
import { rawArchive, rawMember, rawPax } from "./raw-tar.js";
import { collect, noise } from "./support.js";

async function namesBy(archive: Uint8Array): Promise<string[]> {
  const reader = extract();
  reader.end(archive);
  const names: string[] = [];
  for await (const entry of reader) {
    names.push(`${entry.header.name}:${entry.header.size}`);
    entry.resume();
  }
  return names;
}

async function write(
  header: Partial<Header> & Pick<Header, "name">,
  content = "",
): Promise<Uint8Array> {
  const writer = pack();
  writer.entry(header, content);
  writer.finalize();
  return collect(writer as AsyncIterable<Uint8Array>);
}

describe("tar-stream reading (closed in tar-header.ts and tar-end.ts)", () => {
  it("reads on past the end mark", async () => {
    const archive = rawArchive(
      rawMember({}),
      new Uint8Array(1024),
      rawMember({ name: "hidden" }),
    );
    expect(await namesBy(archive)).toEqual(["a:0", "hidden:0"]);
  });

  it("accepts a missing end mark, duplicate names and paths that climb", async () => {
    const archive = concatBytes([
      rawMember({ name: "../a" }),
      rawMember({ name: "../a" }),
    ]);
    expect(await namesBy(archive)).toEqual(["../a:0", "../a:0"]);
  });

  it("lets a pax size override the header", async () => {
    expect(
      await namesBy(rawArchive(rawPax({ size: "2" }), rawMember({}, "abc"))),
    ).toEqual(["a:2"]);
  });

  it("takes digits up to the first letter for a number", async () => {
    expect(
      await namesBy(rawArchive(rawMember({ size: "00000000000x" }))),
    ).toEqual(["a:0"]);
  });
});

describe("tar-stream writing (closed in tar-writer.ts)", () => {
  it("changes the header that it is given, and takes the time from the clock", async () => {
    const header: Partial<Header> & Pick<Header, "name"> = { name: "a" };
    await write(header, "abc");
    expect(header).toMatchObject({ size: 3, mode: 0o644, type: "file" });
    expect(header.mtime).toBeInstanceOf(Date);
  });

  it("turns a mode of 0 into 0644", async () => {
    const header = await write({ name: "a", mode: 0, mtime: new Date(0) });
    expect(String.fromCharCode(...header.subarray(100, 106))).toBe("000644");
  });

  it("turns to pax for long and for non-ASCII names", async () => {
    for (const name of ["n".repeat(101), "ü"])
      expect((await write({ name, mtime: new Date(0) }))[156]).toBe(
        "x".charCodeAt(0),
      );
  });

  it("ends with 1,024 bytes instead of a record", async () => {
    expect(await write({ name: "a", mtime: new Date(0) })).toHaveLength(
      512 + 1024,
    );
  });

  it("writes another time from 2038 on", async () => {
    const header = await write({ name: "a", mtime: new Date(2 ** 31 * 1000) });
    expect(String.fromCharCode(...header.subarray(136, 147))).toBe(
      "77777777777",
    );
  });
});

describe("pako reading (closed in pako-adapters.ts)", () => {
  it("joins gzip members silently", () => {
    const two = concatBytes([gzip("one"), gzip("two")]);
    expect(new TextDecoder().decode(ungzip(two))).toBe("onetwo");
  });

  it("inflates a whole chunk before it returns", () => {
    const bomb = gzip(new Uint8Array(2_000_000));
    const engine = new Inflate();
    let produced = 0;
    engine.onData = (part) => {
      produced += part.length;
    };
    engine.push(bomb);
    expect(produced).toBe(2_000_000);
  });
});

describe("pako writing (closed in gzip-writer.ts)", () => {
  it("writes no name and no time of its own", () => {
    expect([...gzip("x").subarray(3, 8)]).toEqual([0, 0, 0, 0, 0]);
  });

  it("does not depend on chunking", () => {
    const data = noise(50_000).map((byte) => byte & 0x0f);
    const deflate = (...cuts: number[]): Uint8Array => {
      const engine = new Deflate({ level: 9, raw: true });
      let at = 0;
      for (const cut of cuts) {
        engine.push(data.subarray(at, cut));
        at = cut;
      }
      engine.push(data.subarray(at), true);
      return engine.result;
    };
    expect(deflate(1, 777, 40_000)).toEqual(deflate());
  });
});

import { describe, expect, it } from "@jest/globals";
import fc from "@stx-patch/testkit/properties";

import { DEFAULT_RPM_LIMITS, openRpm, readRpmHeaders } from "../src/index.js";
import {
  codeOf,
  collect,
  headersOf,
  hexOf,
  open,
  soundPackages,
  vector,
} from "./support.js";

const SAMPLE = "unsigned/4.18/payload-gzip-1-1.noarch.rpm";
const TYPES = ["", "CHAR", "INT8", "INT16", "INT32", "INT64", "STRING", "BIN"];
TYPES.push("STRING_ARRAY", "I18NSTRING");

describe("openRpm", () => {
  it.each(soundPackages())("reads %s as described", async (path, expected) => {
    const bytes = vector(path);
    const { headers, payload } = await open(bytes);
    const { lead, signature, main } = headers;
    expect(lead).toEqual({
      major: expected.lead.major,
      minor: expected.lead.minor,
      type: expected.lead.type,
      archNumber: expected.lead.archnum,
      name: expected.lead.name,
      osNumber: expected.lead.osnum,
      signatureType: expected.lead.signatureType,
    });
    expect(headers.leadBytes).toEqual(bytes.slice(0, 96));
    expect(signature.offset).toBe(expected.signatureHeader.offset);
    expect(signature.sizeBytes).toBe(expected.signatureHeader.length);
    expect(headers.signaturePaddingBytes).toBe(
      expected.signatureHeader.padding,
    );
    expect(
      signature.entries.map(({ tag, type, count }) => [
        tag,
        TYPES[type],
        count,
      ]),
    ).toEqual(
      expected.signatureHeader.tags
        .filter(({ tag }) => tag !== 62)
        .map(({ tag, type, count }) => [tag, type, count]),
    );
    expect(headers.mainHeaderOffset).toBe(expected.mainHeader.offset);
    expect(main.sizeBytes).toBe(expected.mainHeader.length);
    expect(main.entries).toHaveLength(expected.mainHeader.il - 1);
    expect(hexOf("sha256", main.bytes)).toBe(expected.mainHeader.sha256);
    expect(headers.payloadOffset).toBe(expected.payload.offset);
    expect(hexOf("sha256", await collect(payload))).toBe(
      expected.payload.sha256,
    );
  });

  it("finds every main header entry where the index says", async () => {
    for (const [path, { mainHeader }] of soundPackages()) {
      if (mainHeader.index === undefined) continue;
      const { main } = await headersOf(vector(path));
      const dataAt = main.bytes.byteOffset + 16 + 16 * mainHeader.il;
      expect(
        main.entries.map((entry) => [
          entry.tag,
          entry.type,
          entry.data.byteOffset - dataAt,
          entry.count,
        ]),
      ).toEqual(mainHeader.index.slice(1));
    }
  });

  it("gives the same result for any chunking", async () => {
    const bytes = vector(SAMPLE);
    const whole = await headersOf(bytes);
    const cuts = fc.array(fc.nat(bytes.length), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(cuts, async (positions) => {
        const borders = [
          0,
          ...positions.toSorted((a, b) => a - b),
          bytes.length,
        ];
        const chunks = borders.map((border, i) =>
          bytes.slice(border, borders[i + 1] ?? border),
        );
        const { headers, payload } = await openRpm(chunks);
        expect(headers).toEqual(whole);
        expect(await collect(payload)).toEqual(
          Buffer.from(bytes.subarray(whole.payloadOffset)),
        );
      }),
      { numRuns: 60 },
    );
  });

  it("reads an asynchronous source byte by byte", async () => {
    const bytes = vector(SAMPLE);
    const source = (async function* () {
      for (const byte of bytes)
        yield await Promise.resolve(Uint8Array.of(byte));
    })();
    const { headers } = await openRpm(source);
    expect(headers).toEqual(await headersOf(bytes));
  });

  it("refuses every truncation of the headers with RPM_TRUNCATED", async () => {
    const bytes = vector("unsigned/4.11/epoch-2.0-1.noarch.rpm");
    const { payloadOffset } = await headersOf(bytes);
    for (let length = 0; length < payloadOffset; length += 1)
      expect(await codeOf(() => open(bytes.subarray(0, length)))).toBe(
        "RPM_TRUNCATED",
      );
  });

  it("names the file and the offset", async () => {
    const bytes = vector("malformed/hdr-entry-misaligned.rpm");
    await expect(open(bytes, { name: "x.rpm" })).rejects.toMatchObject({
      code: "RPM_ENTRY_ALIGNMENT",
      location: { file: "x.rpm", offset: 536 },
      message: expect.stringContaining("tag 1006 (BUILDTIME)") as unknown,
    });
  });
});

describe("limits of openRpm", () => {
  const declaring = (entries: number, dataBytes: number): Uint8Array => {
    const bytes = vector(SAMPLE).slice(0, 1024);
    const view = new DataView(bytes.buffer);
    view.setUint32(104, entries);
    view.setUint32(108, dataBytes);
    return bytes;
  };

  it("does not allocate what a small file declares", async () => {
    const before = process.memoryUsage().arrayBuffers;
    const bytes = declaring(32, 64 * 1024 * 1024);
    expect(await codeOf(() => open(bytes))).toBe("RPM_TRUNCATED");
    const grown = process.memoryUsage().arrayBuffers - before;
    expect(grown).toBeLessThan(1024 * 1024);
  });

  it("accepts the limit itself and refuses one more", async () => {
    const max = DEFAULT_RPM_LIMITS.maxSignatureDataBytes;
    expect(await codeOf(() => open(declaring(7, max)))).toBe("RPM_TRUNCATED");
    expect(await codeOf(() => open(declaring(7, max + 1)))).toBe(
      "RPM_DATA_LIMIT",
    );
    expect(await codeOf(() => open(declaring(33, 16)))).toBe("RPM_INDEX_LIMIT");
  });

  it("applies the overall limit to both headers together", async () => {
    const bytes = vector(SAMPLE);
    const { signature, main } = await headersOf(bytes);
    const maxHeaderBytes = signature.sizeBytes + main.sizeBytes;
    await expect(
      headersOf(bytes, { limits: { maxHeaderBytes } }),
    ).resolves.toBeDefined();
    const tooSmall = { maxHeaderBytes: maxHeaderBytes - 1 };
    expect(await codeOf(() => headersOf(bytes, { limits: tooSmall }))).toBe(
      "RPM_HEADER_LIMIT",
    );
  });

  it("knows what rpm 4.14.0 cannot read", async () => {
    const profile = "rpm-4.14.0";
    const large = vector("files-only-sigheader/4.18/manyfiles-1-1.noarch.rpm");
    const dribble = vector("malformed/wild-ima-outside-region.rpm");
    expect(await codeOf(() => open(large, { profile }))).toBe("RPM_DATA_LIMIT");
    expect(await codeOf(() => open(dribble, { profile }))).toBe(
      "RPM_REGION_COVERAGE",
    );
    const image = vector("malformed/sig-trailer-headerimage.rpm");
    expect(await codeOf(() => open(image, { profile }))).toBe(
      "RPM_REGION_TRAILER",
    );
    expect(await codeOf(() => open(vector(SAMPLE), { profile }))).toBe("none");
  });
});

describe("the source of openRpm", () => {
  /** A source that records whether it was closed. */
  const watched = (
    bytes: Uint8Array,
  ): { source: AsyncIterable<Uint8Array>; wasClosed: () => boolean } => {
    let closed = false;
    const source = (async function* () {
      try {
        yield await Promise.resolve(bytes.subarray(0, 5000));
        yield bytes.subarray(5000);
      } finally {
        closed = true;
      }
    })();
    return { source, wasClosed: () => closed };
  };

  it("is closed when the package is refused", async () => {
    const { source, wasClosed } = watched(
      vector("malformed/hdr-bad-magic.rpm"),
    );
    expect(await codeOf(() => openRpm(source))).toBe("RPM_HEADER_MAGIC");
    expect(wasClosed()).toBe(true);
  });

  it("is closed by readRpmHeaders", async () => {
    const { source, wasClosed } = watched(vector(SAMPLE));
    await readRpmHeaders(source);
    expect(wasClosed()).toBe(true);
  });

  it("is closed when the payload is left early", async () => {
    const { source, wasClosed } = watched(vector(SAMPLE));
    const { payload } = await openRpm(source);
    for await (const chunk of payload) {
      expect(chunk.length).toBeGreaterThan(0);
      break;
    }
    expect(wasClosed()).toBe(true);
  });

  it("passes its own errors through", async () => {
    const failing = (async function* () {
      yield await Promise.resolve(new Uint8Array([0xed]));
      throw new Error("disk on fire");
    })();
    await expect(openRpm(failing)).rejects.toThrow("disk on fire");
  });

  it("keeps its error when closing fails, too", async () => {
    const source: AsyncIterable<Uint8Array> = {
      [Symbol.asyncIterator]: () => ({
        next: () => Promise.reject(new Error("first")),
        return: () => Promise.reject(new Error("second")),
      }),
    };
    await expect(openRpm(source)).rejects.toThrow("first");
  });
});

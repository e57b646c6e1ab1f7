import { describe, expect, it } from "@jest/globals";

import { readRpmHeadersSync, RpmError, type RpmHeaders } from "../src/index.js";
import { codeOf, headersOf, soundPackages, vector } from "./support.js";

const SAMPLE = "unsigned/4.18/payload-gzip-1-1.noarch.rpm";

function readSync(bytes: Uint8Array): RpmHeaders {
  return readRpmHeadersSync((position, length) =>
    bytes.subarray(position, position + length),
  );
}

async function codeAndPlace(action: () => unknown): Promise<unknown> {
  try {
    await action();
  } catch (error) {
    if (error instanceof RpmError) return [error.code, error.location];
    throw error;
  }
  return "none";
}

describe("readRpmHeadersSync", () => {
  it.each(soundPackages())("reads the same headers of %s", async (path) => {
    const bytes = vector(path);
    expect(readSync(bytes)).toEqual(await headersOf(bytes));
  });

  it("refuses every truncation at the same place", async () => {
    const bytes = vector(SAMPLE);
    const { payloadOffset } = await headersOf(bytes);
    for (let length = 0; length < payloadOffset; length += 7) {
      const cut = bytes.subarray(0, length);
      const ours = codeAndPlace(() => readSync(cut));
      expect(await ours).toMatchObject(["RPM_TRUNCATED", {}]);
      expect(await ours).toEqual(await codeAndPlace(() => headersOf(cut)));
    }
  });

  it("asks for nothing behind the main header and for no header twice", async () => {
    const bytes = vector(SAMPLE);
    const { payloadOffset } = await headersOf(bytes);
    const asked: number[] = [];
    readRpmHeadersSync((position, length) => {
      expect(position + length).toBeLessThanOrEqual(payloadOffset);
      if (length > 0) asked.push(position);
      return bytes.subarray(position, position + length);
    });
    // Lead, then start and whole of both headers, with or without padding between them.
    expect(asked.length).toBeLessThanOrEqual(6);
  });

  it("asks for a header only when its size is within the limits", async () => {
    const bytes = vector(SAMPLE).slice();
    // The signature header's number of data bytes.
    new DataView(bytes.buffer).setUint32(96 + 12, 0x0fffffff);
    const longest = { asked: 0 };
    expect(
      await codeOf(() =>
        readRpmHeadersSync((position, length) => {
          longest.asked = Math.max(longest.asked, length);
          return bytes.subarray(position, position + length);
        }),
      ),
    ).toBe("RPM_DATA_LIMIT");
    expect(longest.asked).toBe(96);
  });

  it("passes on what the reader throws", () => {
    const failure = new Error("disk");
    expect(() =>
      readRpmHeadersSync(() => {
        throw failure;
      }),
    ).toThrow(failure);
  });
});

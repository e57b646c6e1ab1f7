import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { DEFAULT_LIMITS, type Limits } from "@stx-patch/core";
import { nativeHash, nativeInflater } from "@stx-patch/node-io";
import {
  describeRpm,
  encodeHeader,
  readRpmHeadersSync,
  type RpmHeaders,
} from "@stx-patch/rpm-parser";
import { chunked, craftPatch, TEST_KEYS } from "@stx-patch/testkit";
import { anchorsFrom } from "@stx-patch/trust";
import { verifyPatch } from "../src/index.js";
import { CGCS, soundParts } from "./support/parts.js";

const BASENAMES = 1117;
const OLDFILENAMES = 1027;
const STRING_ARRAY = 8;
const ALLOWED = DEFAULT_LIMITS.maxRpmFiles;

function headersOf(bytes: Uint8Array): RpmHeaders {
  return readRpmHeadersSync((position, length) =>
    bytes.subarray(position, position + length),
  );
}

/** The sample with so many names in one tag; everything else about files stays as it was. */
function withNames(tag: number, count: number): Uint8Array {
  const { main, mainHeaderOffset, payloadOffset } = headersOf(CGCS.body);
  const names = {
    tag,
    type: STRING_ARRAY,
    count,
    data: new TextEncoder().encode("a\0".repeat(count)),
  };
  const kept = main.entries.filter((entry) => entry.tag !== tag);
  return Buffer.concat([
    CGCS.body.subarray(0, mainHeaderOffset),
    encodeHeader([...kept, names], 63),
    CGCS.body.subarray(payloadOffset),
  ]);
}

/** Codes of what a patch with this package is refused for. */
async function errorsOf(
  body: Uint8Array,
  limits: Partial<Limits> = {},
): Promise<string[]> {
  const patch = await craftPatch(soundParts({ rpms: [{ ...CGCS, body }] }));
  const { findings } = await verifyPatch(chunked(patch, [65_536]), {
    anchors: anchorsFrom(readFileSync(TEST_KEYS.dev.certificate), {
      role: "dev",
      source: "dev",
    }),
    policy: { checkDates: false, now: new Date(0), minRsaBits: 2048 },
    hash: nativeHash,
    inflater: nativeInflater,
    limits: { ...DEFAULT_LIMITS, ...limits },
  });
  return findings
    .filter(({ severity }) => severity === "error")
    .map(({ code }) => code);
}

describe("the number of files of one RPM", () => {
  it("is bounded where the caller says", async () => {
    const count = describeRpm(headersOf(CGCS.body)).files.length;
    expect(count).toBeGreaterThan(1);
    expect(await errorsOf(CGCS.body, { maxRpmFiles: count })).toEqual([]);
    expect(await errorsOf(CGCS.body, { maxRpmFiles: count - 1 })).toContain(
      "RPM_FILES_LIMIT",
    );
  });

  it.each([
    ["BASENAMES", BASENAMES],
    ["OLDFILENAMES", OLDFILENAMES],
  ])("is looked at before the list is read, in %s", async (_, tag) => {
    // One file more than allowed is refused as such; as many as allowed, for what is wrong with the list itself.
    expect(await errorsOf(withNames(tag, ALLOWED + 1))).toContain(
      "RPM_FILES_LIMIT",
    );
    expect(await errorsOf(withNames(tag, ALLOWED))).toContain(
      "RPM_FILE_ARRAYS",
    );
  });
});

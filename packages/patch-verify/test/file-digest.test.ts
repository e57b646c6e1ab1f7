import { createHash } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import { DEFAULT_LIMITS } from "@stx-patch/core";
import { chunked, craftPatch, sampleMetadata } from "@stx-patch/testkit";
import { verifyPatch, type VerifyOptions } from "../src/index.js";

const POLICY = { checkDates: false, now: new Date(0), minRsaBits: 2048 };
const GOOD = await craftPatch({ metadata: sampleMetadata(), rpms: [] });

async function digestOf(
  bytes: Uint8Array,
  options: Partial<VerifyOptions> = {},
): Promise<string | null> {
  const report = await verifyPatch(chunked(bytes, [1000]), {
    anchors: [],
    policy: POLICY,
    fileDigest: true,
    ...options,
  });
  return report.fileSha256;
}

describe("the digest of the file", () => {
  it.each([
    ["a whole patch", GOOD],
    ["a patch with bytes behind it", Buffer.concat([GOOD, Buffer.alloc(9000)])],
    ["a patch that is cut off", GOOD.subarray(0, 500)],
    ["what is no patch", Buffer.from("x".repeat(5000))],
    ["nothing", Buffer.alloc(0)],
  ])("is that of %s", async (_, bytes) => {
    const expected = createHash("sha256").update(bytes).digest("hex");
    expect(await digestOf(bytes)).toBe(expected);
  });

  it("is not computed unless it is asked for", async () => {
    expect(await digestOf(GOOD, { fileDigest: undefined })).toBeNull();
  });

  it("is given up when the time is up", async () => {
    let now = 0;
    const clock = (): number => (now += 400);
    const limits = { ...DEFAULT_LIMITS, maxSeconds: 1 };
    expect(await digestOf(GOOD, { clock, limits })).toBeNull();
  });
});

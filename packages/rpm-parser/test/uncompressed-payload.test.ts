import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "@jest/globals";

import {
  createDigestChecker,
  describeRpm,
  openRpm,
  type DigestCheckerOptions,
  type RpmCheck,
  type RpmCheckName,
  type RpmDigestReport,
  type RpmHasher,
  type RpmHeaders,
} from "../src/index.js";
import {
  collect,
  headersOf,
  hexOf,
  nodeDecompress,
  nodeHash,
  soundPackages,
  vector,
} from "./support.js";
import { withMain, withSignature } from "./variants.js";

const GZIP = "unsigned/4.18/payload-gzip-1-1.noarch.rpm";
const OLD_GZIP = "unsigned/4.11/payload-gzip-1-1.noarch.rpm";

async function reportOf(
  headers: RpmHeaders,
  payload: Uint8Array,
  options: DigestCheckerOptions = { decompress: nodeDecompress },
  chunkBytes = payload.length,
): Promise<RpmDigestReport> {
  const checker = await createDigestChecker(headers, nodeHash, options);
  for (let at = 0; at < payload.length; at += chunkBytes)
    await checker.update(payload.subarray(at, at + chunkBytes));
  return checker.finish();
}

async function parts(
  path: string,
): Promise<{ headers: RpmHeaders; payload: Uint8Array }> {
  const { headers, payload } = await openRpm([vector(path)]);
  return { headers, payload: await collect(payload) };
}

function check(report: RpmDigestReport, name: RpmCheckName): RpmCheck {
  return report.checks.find((one) => one.name === name)!;
}

describe("the uncompressed payload of a sound package", () => {
  it.each(soundPackages().map(([path]) => path))(
    "%s is what it says, or nobody can tell",
    async (path) => {
      const { headers, payload } = await parts(path);
      const report = await reportOf(headers, payload);
      const { compressor = "none" } = describeRpm(headers).payload;
      const isReadable = ["none", "gzip"].includes(compressor);
      const digest = check(report, "uncompressed-sha256");
      if (digest.state !== "absent")
        expect(digest).toMatchObject(
          isReadable
            ? { state: "verified" }
            : { state: "not-checked", reason: "decompressor-unavailable" },
        );
      expect(check(report, "uncompressed-size").state).toBe(
        isReadable ? "verified" : "not-checked",
      );
      expect(report.ok).toBe(true);
    },
  );

  it("is absent where the package says nothing about it", async () => {
    const { headers, payload } = await parts(OLD_GZIP);
    const bare = withSignature(headers, { 1007: undefined });
    const report = await reportOf(bare, payload);
    expect(check(report, "uncompressed-sha256").state).toBe("absent");
    expect(check(report, "uncompressed-size")).toEqual({
      name: "uncompressed-size",
      state: "absent",
    });
  });

  it.each([1, 13, 4096])("does not depend on chunks of %i", async (size) => {
    const { headers, payload } = await parts(GZIP);
    const options = { decompress: nodeDecompress };
    expect(await reportOf(headers, payload, options, size)).toEqual(
      await reportOf(headers, payload),
    );
  });

  it("has its size in LONGARCHIVESIZE when that is there", async () => {
    const { headers, payload } = await parts(GZIP);
    const size = gunzipSync(payload).length;
    const long = withSignature(headers, {
      271: { type: 5, numbers: [size] },
      1007: undefined,
    });
    const report = await reportOf(long, payload);
    expect(check(report, "uncompressed-size")).toMatchObject({
      state: "verified",
      actual: `${size}`,
    });
  });

  it("is checked against all three digests of v6 packages", async () => {
    const { headers, payload } = await parts(GZIP);
    const plain = gunzipSync(payload);
    const report = await reportOf(
      withMain(headers, {
        5113: { type: 5, numbers: [plain.length] },
        5122: { type: 6, texts: [hexOf("sha512", plain)] },
        5124: { type: 6, texts: [hexOf("sha3-256", plain).toUpperCase()] },
      }),
      payload,
    );
    for (const name of [
      "uncompressed-sha256",
      "uncompressed-sha512",
      "uncompressed-sha3-256",
    ] as const)
      expect(check(report, name).state).toBe("verified");
  });
});

describe("an uncompressed payload that is not what the package says", () => {
  it("mismatches by digest", async () => {
    const { headers, payload } = await parts(GZIP);
    const other = withMain(headers, {
      5097: { type: 8, texts: ["0".repeat(64)] },
    });
    const report = await reportOf(other, payload);
    expect(check(report, "uncompressed-sha256").state).toBe("mismatch");
    expect(report.ok).toBe(false);
  });

  it("mismatches by size", async () => {
    const { headers, payload } = await parts(GZIP);
    const other = withSignature(headers, { 1007: { type: 4, numbers: [7] } });
    const report = await reportOf(other, payload);
    expect(check(report, "uncompressed-size")).toMatchObject({
      state: "mismatch",
      expected: "7",
    });
    expect(report.ok).toBe(false);
  });

  it.each<[string, (payload: Uint8Array) => Uint8Array]>([
    ["is cut off", (payload) => payload.subarray(0, payload.length - 9)],
    ["is empty", () => new Uint8Array(0)],
    ["is noise", (payload) => payload.map((byte) => byte ^ 0x5a)],
  ])("mismatches when the payload %s", async (_, damage) => {
    const { headers, payload } = await parts(GZIP);
    const damaged = damage(payload);
    const report = await reportOf(headers, damaged, undefined, 16);
    expect(check(report, "uncompressed-sha256")).toMatchObject({
      state: "mismatch",
    });
    expect(report.ok).toBe(false);
  });

  it("says undecodable for what the decompressor throws at", async () => {
    const { headers } = await parts(GZIP);
    const report = await reportOf(headers, Uint8Array.of(1, 2, 3));
    expect(check(report, "uncompressed-size")).toMatchObject({
      state: "mismatch",
      reason: "undecodable",
    });
  });
});

describe("a payload that unpacks to very much", () => {
  const bomb = gzipSync(new Uint8Array(64 * 1024 * 1024));

  it("is given up at the limit", async () => {
    const headers = await headersOf(vector(GZIP));
    const maxUncompressedBytes = 1024 * 1024;
    const before = process.memoryUsage.rss();
    const report = await reportOf(
      headers,
      bomb,
      { decompress: nodeDecompress, maxUncompressedBytes },
      512,
    );
    expect(check(report, "uncompressed-sha256")).toMatchObject({
      state: "not-checked",
      reason: "output-limit",
    });
    expect(check(report, "uncompressed-size").reason).toBe("output-limit");
    expect(process.memoryUsage.rss() - before).toBeLessThan(64 * 1024 * 1024);
  });
});

describe("adapters that misbehave", () => {
  it("end before the payload does: the rest is taken without them", async () => {
    const { headers, payload } = await parts(GZIP);
    const report = await reportOf(
      headers,
      payload,
      { decompress: () => () => collectNothing() },
      10,
    );
    expect(check(report, "uncompressed-size")).toMatchObject({
      state: "mismatch",
      actual: "0",
    });
    expect(check(report, "payload-sha256").state).toBe("verified");
  });

  it("fail to hash: that is an error, not a verdict", async () => {
    const { headers, payload } = await parts(GZIP);
    let updates = 0;
    const broken: RpmHasher = {
      // The header digests are fine, everything that comes with the payload is not.
      update: (chunk) => {
        if (chunk !== headers.main.bytes && (updates += 1) > 2)
          throw new Error("no power");
      },
      digest: () => new Uint8Array(32),
    };
    const checker = await createDigestChecker(headers, () => broken, {
      decompress: nodeDecompress,
    });
    await expect(
      checker.update(payload).then(() => checker.finish()),
    ).rejects.toThrow("no power");
  });
});

async function* collectNothing(): AsyncGenerator<Uint8Array> {
  // Ends without having read anything.
}

import { describe, expect, it } from "@jest/globals";

import {
  createDigestChecker,
  type RpmCheckName,
  type RpmCheckState,
  type RpmDigestReport,
  type RpmHashFactory,
  type RpmHeaders,
} from "../src/index.js";
import {
  codeOf,
  headersOf,
  nodeHash,
  soundPackages,
  vector,
} from "./support.js";
import { type TagChanges, withMain, withSignature } from "./variants.js";

const SAMPLE = "unsigned/4.18/payload-gzip-1-1.noarch.rpm";

async function report(
  bytes: Uint8Array,
  options: {
    hash?: RpmHashFactory;
    chunkBytes?: number;
    change?: (headers: RpmHeaders) => RpmHeaders;
    suffices?: "md5" | "payload-digest";
  } = {},
): Promise<RpmDigestReport> {
  const { hash = nodeHash, chunkBytes = bytes.length, suffices } = options;
  const original = await headersOf(bytes);
  const headers = options.change?.(original) ?? original;
  const checker = await createDigestChecker(headers, hash, { suffices });
  for (let at = original.payloadOffset; at < bytes.length; at += chunkBytes)
    await checker.update(bytes.subarray(at, at + chunkBytes));
  return checker.finish();
}

function stateOf(
  { checks }: RpmDigestReport,
  name: RpmCheckName,
): RpmCheckState {
  return checks.find((check) => check.name === name)!.state;
}

describe("createDigestChecker", () => {
  it("leaves the payload's own digests out where an MD5 is enough, and finds damage all the same", async () => {
    const bytes = vector(SAMPLE);
    const sound = await report(bytes, { suffices: "md5" });
    expect(sound.ok).toBe(true);
    expect(
      sound.checks.find(({ name }) => name === "payload-sha256"),
    ).toMatchObject({ state: "not-checked", reason: "left-out" });
    const damaged = bytes.slice();
    damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1;
    expect((await report(damaged, { suffices: "md5" })).ok).toBe(false);
  });

  it("leaves the MD5 out where the payload's own digest is enough, and finds damage all the same", async () => {
    const bytes = vector(SAMPLE);
    const sound = await report(bytes, { suffices: "payload-digest" });
    expect(sound.ok).toBe(true);
    expect(stateOf(sound, "payload-sha256")).toBe("verified");
    expect(
      sound.checks.find(({ name }) => name === "header-payload-md5"),
    ).toMatchObject({ state: "not-checked", reason: "left-out" });
    const damaged = bytes.slice();
    damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1;
    const result = await report(damaged, { suffices: "payload-digest" });
    expect(result.ok).toBe(false);
  });

  it("computes the MD5 where nothing else covers the main header", async () => {
    const result = await report(vector(SAMPLE), {
      change: (headers) =>
        withSignature(headers, { 269: undefined, 273: undefined }),
      suffices: "payload-digest",
    });
    expect(stateOf(result, "header-payload-md5")).toBe("verified");
    expect(result.ok).toBe(true);
  });

  it("computes the MD5 where there is no hash for the payload's own digest", async () => {
    const withoutSha256: RpmHashFactory = (algorithm) =>
      algorithm === "sha256" ? undefined : nodeHash(algorithm);
    const result = await report(vector(SAMPLE), {
      hash: withoutSha256,
      suffices: "payload-digest",
    });
    expect(stateOf(result, "header-payload-md5")).toBe("verified");
  });

  it("checks the payload's own digests where there is no MD5, or no hash for it", async () => {
    const withoutMd5: RpmHashFactory = (algorithm) =>
      algorithm === "md5" ? undefined : nodeHash(algorithm);
    const result = await report(vector(SAMPLE), {
      hash: withoutMd5,
      suffices: "md5",
    });
    expect(stateOf(result, "payload-sha256")).toBe("verified");
  });

  it.each(soundPackages())("finds %s sound", async (path, expected) => {
    const bytes = vector(path);
    const result = await report(bytes);
    expect(result.ok).toBe(true);
    expect(result.trailingBytes).toBe(0);
    expect(result.payloadSizeBytes).toBe(expected.payload.length);
    const md5 = result.checks.find(({ name }) => name === "header-payload-md5");
    if (md5?.state === "verified")
      expect(md5.actual).toBe(expected.md5OfHeaderAndPayload);
  });

  it("verifies what a v6 package has instead of MD5 and SHA-1", async () => {
    const result = await report(
      vector("unsigned/6.0/filekinds-1.0-1.x86_64.rpm"),
    );
    expect(
      Object.fromEntries(result.checks.map(({ name, state }) => [name, state])),
    ).toEqual({
      "header-sha1": "absent",
      "header-sha256": "verified",
      "header-sha3-256": "verified",
      "header-payload-md5": "absent",
      "payload-sha256": "verified",
      "payload-sha512": "verified",
      "payload-sha3-256": "verified",
      "payload-size": "verified",
      size: "absent",
      "uncompressed-sha256": "not-checked",
      "uncompressed-sha512": "not-checked",
      "uncompressed-sha3-256": "not-checked",
      "uncompressed-size": "not-checked",
    });
  });

  it("does not depend on chunks", async () => {
    const bytes = vector(SAMPLE);
    const whole = await report(bytes);
    for (const chunkBytes of [1, 7, 100])
      expect(await report(bytes, { chunkBytes })).toEqual(whole);
  });

  it("waits for hashers that answer later", async () => {
    const slow: RpmHashFactory = (algorithm) => {
      const inner = nodeHash(algorithm)!;
      return {
        update: async (chunk) => {
          await new Promise((resolve) => setImmediate(resolve));
          await inner.update(chunk);
        },
        digest: async () => {
          await new Promise((resolve) => setImmediate(resolve));
          return inner.digest();
        },
      };
    };
    const bytes = vector(SAMPLE);
    expect(await report(bytes, { hash: slow, chunkBytes: 50 })).toEqual(
      await report(bytes),
    );
  });

  it("says not-checked where the factory lacks an algorithm", async () => {
    const hash: RpmHashFactory = (algorithm) =>
      algorithm === "sha256" ? nodeHash(algorithm) : undefined;
    const result = await report(vector(SAMPLE), { hash });
    expect(stateOf(result, "header-sha1")).toBe("not-checked");
    expect(stateOf(result, "header-payload-md5")).toBe("not-checked");
    expect(result.ok).toBe(true);
    const none = await report(vector(SAMPLE), { hash: () => undefined });
    expect(none.ok).toBe(false);
  });

  it("is not content with a payload digest in a header nothing covers", async () => {
    const result = await report(vector("malformed/sig-no-digests.rpm"));
    expect(stateOf(result, "payload-sha256")).toBe("verified");
    expect(result.ok).toBe(false);
  });

  it("is not content with a header digest alone", async () => {
    const change = (headers: RpmHeaders): RpmHeaders =>
      withSignature(headers, { 1004: undefined });
    const old = vector("unsigned/4.11/payload-gzip-1-1.noarch.rpm");
    const result = await report(old, { change });
    expect(stateOf(result, "header-sha1")).toBe("verified");
    expect(result.ok).toBe(false);
  });

  it("does not call a payload surplus when the MD5 of the declared part is wrong", async () => {
    const change = (headers: RpmHeaders): RpmHeaders =>
      withSignature(headers, { 1000: { type: 4, numbers: [100] } });
    const result = await report(vector(SAMPLE), { change });
    expect(stateOf(result, "size")).toBe("mismatch");
    expect(stateOf(result, "header-payload-md5")).toBe("not-checked");
    expect(stateOf(result, "payload-sha256")).toBe("verified");
    expect(result).toMatchObject({ ok: false, trailingBytes: 0 });
  });

  it("uses LONGSIZE", async () => {
    const bytes = vector(SAMPLE);
    const { payloadOffset, mainHeaderOffset } = await headersOf(bytes);
    const size = bytes.length - mainHeaderOffset;
    expect(payloadOffset).toBeLessThan(bytes.length);
    const change = (headers: RpmHeaders): RpmHeaders =>
      withSignature(headers, {
        1000: undefined,
        270: { type: 5, numbers: [size] },
      });
    expect(await report(bytes, { change })).toMatchObject({ ok: true });
  });

  it.each<[string, TagChanges, string]>([
    [
      "not hex",
      { 5092: { type: 8, texts: ["z".repeat(64)] } },
      "RPM_DIGEST_FORM",
    ],
    ["too short", { 5092: { type: 8, texts: ["ab"] } }, "RPM_DIGEST_FORM"],
    ["twice", { 5092: { type: 8, texts: ["ab", "cd"] } }, "RPM_TAG_TYPE"],
    ["a number", { 5097: { type: 4, numbers: [1] } }, "RPM_TAG_TYPE"],
    ["no 64-bit size", { 5112: { type: 8, texts: ["1"] } }, "RPM_TAG_TYPE"],
    [
      "an endless size",
      { 5112: { type: 5, numbers: [2 ** 60] } },
      "RPM_NUMBER_RANGE",
    ],
  ])(
    "refuses at once a payload digest or size that is %s",
    async (_, changes, code) => {
      const headers = withMain(await headersOf(vector(SAMPLE)), changes);
      expect(await codeOf(() => createDigestChecker(headers, nodeHash))).toBe(
        code,
      );
    },
  );
});

import { createHash, randomBytes } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import { toHex, type HashAlgorithm } from "@stx-patch/core";
import { nobleHash } from "../src/noble-hash.js";

describe("nobleHash", () => {
  it.each<HashAlgorithm>([
    "md5",
    "sha1",
    "sha224",
    "sha256",
    "sha384",
    "sha512",
    "sha3-256",
    "sha3-512",
  ])("computes %s as OpenSSL does, in pieces", async (algorithm) => {
    for (const size of [0, 1, 55, 56, 64, 119, 1000, 100_003]) {
      const bytes = randomBytes(size);
      const hasher = nobleHash(algorithm);
      await hasher.update(bytes.subarray(0, size >> 1));
      await hasher.update(bytes.subarray(size >> 1));
      const expected = createHash(algorithm).update(bytes).digest("hex");
      expect(toHex(await hasher.digest())).toBe(expected);
    }
  });
});

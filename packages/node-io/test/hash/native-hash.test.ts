import { describe, expect, it } from "@jest/globals";
import type { HashAlgorithm } from "@stx-patch/core";
import { toHex } from "@stx-patch/core";
import { nativeHash } from "../../src/index.js";

/** Digests of "abc" from the standards (RFC 1321, FIPS 180-4, FIPS 202). */
const KNOWN: readonly [HashAlgorithm, string][] = [
  ["md5", "900150983cd24fb0d6963f7d28e17f72"],
  ["sha1", "a9993e364706816aba3e25717850c26c9cd0d89d"],
  ["sha224", "23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7"],
  [
    "sha256",
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  ],
  [
    "sha384",
    "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7",
  ],
  [
    "sha512",
    "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
  ],
  [
    "sha3-256",
    "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532",
  ],
  [
    "sha3-512",
    "b751850b1a57168a5693cd924b6b096e08f621827444f70d884f5d0240d2712e10e116e9192af3c91a7ec57647e3934057340b4cf408d5a56592f8274eec53f0",
  ],
];

describe("nativeHash", () => {
  it.each(KNOWN)("%s", async (algorithm, expected) => {
    const hasher = nativeHash(algorithm);
    await hasher?.update(Uint8Array.of(0x61));
    await hasher?.update(Uint8Array.of(0x62, 0x63));
    const digest = (await hasher?.digest()) ?? new Uint8Array(0);
    expect(toHex(digest)).toBe(expected);
    expect(Buffer.isBuffer(digest)).toBe(false);
    const abc = Uint8Array.of(0x61, 0x62, 0x63);
    expect(nativeHash.atOnce?.(algorithm, abc)).toEqual(digest);
  });

  it("is undefined for what OpenSSL does not know", () => {
    const unknown = "sha9" as HashAlgorithm;
    expect(nativeHash(unknown)).toBeUndefined();
    expect(nativeHash.atOnce?.(unknown, new Uint8Array(1))).toBeUndefined();
  });
});

import type { Hasher, HashFactory } from "@stx-patch/core";
import type forge from "node-forge";
import md from "node-forge/lib/md.all.js";

/** Characters per call of fromCharCode: below every engine's limit of arguments. */
const BLOCK = 8192;

/**
 * Hashing in pure JavaScript, for browsers and as the default: `md5`, `sha1`, `sha256`, `sha384` and `sha512`; undefined for others.
 * Tens of megabytes a second; `node-io` has a native one that is thirty times as fast.
 */
export const forgeHash: HashFactory = (algorithm) => {
  switch (algorithm) {
    case "md5":
    case "sha1":
    case "sha256":
    case "sha384":
    case "sha512":
      return hasher(md[algorithm].create());
    case "sha224":
    case "sha3-256":
    case "sha3-512":
      return undefined;
  }
};

/** Digest of a few bytes at once, for keys, certificates and what they sign. */
export function digestOf(
  algorithm: "sha1" | "sha256" | "sha384" | "sha512",
  bytes: Uint8Array,
): Uint8Array {
  const digest = md[algorithm].create();
  feed(digest, bytes);
  return fromBinary(digest.digest().getBytes());
}

function hasher(digest: forge.md.MessageDigest): Hasher {
  return {
    update(chunk) {
      feed(digest, chunk);
    },
    digest: () => fromBinary(digest.digest().getBytes()),
  };
}

function feed(digest: forge.md.MessageDigest, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; at += BLOCK)
    digest.update(String.fromCharCode(...bytes.subarray(at, at + BLOCK)));
}

function fromBinary(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

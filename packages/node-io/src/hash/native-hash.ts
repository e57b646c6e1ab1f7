import type { HashAlgorithm, HashFactory } from "@stx-patch/core";
import { createHash, getHashes } from "node:crypto";
import { plainBytes } from "../plain-bytes.js";

let available: ReadonlySet<string> | undefined;

/** Digests of `node:crypto`. Algorithms that this build of OpenSSL lacks or forbids (MD5 in FIPS mode) are undefined. */
export const nativeHash: HashFactory = (algorithm: HashAlgorithm) => {
  available ??= new Set(getHashes());
  if (!available.has(algorithm)) return undefined;
  const hash = create(algorithm);
  if (hash === undefined) return undefined;
  return {
    update: (chunk) => {
      hash.update(chunk);
    },
    digest: () => plainBytes(hash.digest()),
  };
};

/** A policy of OpenSSL may forbid what its list of algorithms promises. */
function create(
  algorithm: HashAlgorithm,
): ReturnType<typeof createHash> | undefined {
  try {
    return createHash(algorithm);
  } catch {
    return undefined;
  }
}

import type { HashAlgorithm, HashFactory } from "@stx-patch/core";
import { createHash, getHashes, hash } from "node:crypto";
import { plainBytes } from "../plain-bytes.js";

let available: ReadonlySet<string> | undefined;

/** Digests of `node:crypto`. Algorithms that this build of OpenSSL lacks or forbids (MD5 in FIPS mode) are undefined. */
export const nativeHash: HashFactory = Object.assign(
  (algorithm: HashAlgorithm) => {
    const hasher = isAvailable(algorithm)
      ? orForbidden(() => createHash(algorithm))
      : undefined;
    if (hasher === undefined) return undefined;
    return {
      update: (chunk: Uint8Array) => {
        hasher.update(chunk);
      },
      digest: () => plainBytes(hasher.digest()),
    };
  },
  {
    // Without the object behind createHash: half the time for some kilobytes.
    atOnce: (algorithm: HashAlgorithm, bytes: Uint8Array) =>
      isAvailable(algorithm)
        ? orForbidden(() => plainBytes(hash(algorithm, bytes, "buffer")))
        : undefined,
  },
);

function isAvailable(algorithm: HashAlgorithm): boolean {
  available ??= new Set(getHashes());
  return available.has(algorithm);
}

/** A policy of OpenSSL may forbid what its list of algorithms promises. */
function orForbidden<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

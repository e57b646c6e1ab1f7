import { md5, sha1 } from "@noble/hashes/legacy.js";
import { sha224, sha256, sha384, sha512 } from "@noble/hashes/sha2.js";
import { sha3_256, sha3_512 } from "@noble/hashes/sha3.js";
import type { HashAlgorithm, Hasher } from "@stx-patch/core";

const MAKERS = {
  md5,
  sha1,
  sha224,
  sha256,
  sha384,
  sha512,
  "sha3-256": sha3_256,
  "sha3-512": sha3_512,
} as const satisfies Record<HashAlgorithm, object>;

/**
 * Digests in JavaScript, all that RPMs and patches use. WebCrypto cannot do it: it has no MD5 and wants a whole
 * message at once.
 */
export function nobleHash(algorithm: HashAlgorithm): Hasher {
  const hash = MAKERS[algorithm].create();
  return {
    update(chunk) {
      hash.update(chunk);
    },
    digest: () => hash.digest(),
  };
}

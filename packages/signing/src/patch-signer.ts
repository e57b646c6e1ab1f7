import type { KeyInfo, PatchSigner } from "@stx-patch/core";

import { SigningError } from "./error.js";
import { PrivateKey } from "./private-key.js";
import { encodePss } from "./pss-encoding.js";
import { derivedSalt, randomSalt } from "./pss-salt.js";
import { rsaSign } from "./rsa.js";

const SHA256_BYTES = 32;

/** Where the salt of a patch signature comes from. */
export type SaltSource = "derived" | "random";

/**
 * Signs patches as the target expects it: RSASSA-PSS, SHA-256, MGF1 with SHA-256, 32 bytes of salt (spec
 * patch-format section 5).
 *
 * @param options - `salt`: `derived` (default) repeats for the same key and digest, `random` never does
 * @throws SigningError KEY_UNSUITABLE for a key that is not RSA. `sign` throws SIGN_DIGEST_INVALID for a
 * digest that is not 32 bytes, SIGN_SELF_CHECK_FAILED when the result does not verify
 */
export function createPatchSigner(
  key: PrivateKey,
  options: { readonly salt?: SaltSource } = {},
): PatchSigner {
  assertPatchKey(key.info, key.source);
  const handles = PrivateKey.handlesOf(key);
  const saltFor =
    options.salt === "random"
      ? randomSalt
      : (digest: Uint8Array) => derivedSalt(handles, digest);

  function signNow(sha256: Uint8Array): Uint8Array {
    assertPatchDigest(sha256);
    const encoded = encodePss(sha256, key.info.bits, saltFor(sha256));
    return rsaSign(handles, "none", encoded);
  }

  return {
    key: key.info,
    sign: async (sha256) => Promise.resolve(signNow(sha256)),
  };
}

/** @throws SigningError KEY_UNSUITABLE for a key that is not RSA */
export function assertPatchKey({ algorithm }: KeyInfo, source: string): void {
  if (algorithm === "rsa") return;
  throw new SigningError(
    "KEY_UNSUITABLE",
    `${source}: a patch needs an RSA signature, got a key of type ${algorithm}`,
    { location: { file: source } },
  );
}

/** @throws SigningError SIGN_DIGEST_INVALID */
export function assertPatchDigest(sha256: Uint8Array): void {
  if (sha256.length === SHA256_BYTES) return;
  throw new SigningError(
    "SIGN_DIGEST_INVALID",
    `expected a SHA-256 digest of ${SHA256_BYTES} bytes, got ${sha256.length}`,
  );
}

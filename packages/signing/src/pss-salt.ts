import { createHmac, randomBytes } from "node:crypto";

import type { KeyHandles } from "./private-key.js";

/** Salt length of `signature.v2` in bytes; a target accepts no other (spec patch-format section 5). */
export const SALT_BYTES = 32;

/**
 * Separates this use of the private key from every other one. Part of the on-disk result: changing it
 * changes the signature of every reproducible patch.
 */
const DERIVATION_LABEL = "stx-patch/rsassa-pss-salt/v1";

/**
 * Derives the salt from the private key and the message digest, so that the same patch signed with the same
 * key has the same bytes:
 *
 * ```
 * saltKey = HMAC-SHA256(key = label, message = DER of the PKCS#1 private key)
 * salt    = HMAC-SHA256(key = saltKey, message = SHA-256 of the signed members)
 * ```
 *
 * RSASSA-PSS needs no secret or fresh salt to be unforgeable; an outsider cannot compute this one, and two
 * different messages get unrelated salts.
 */
export function derivedSalt(
  handles: KeyHandles,
  sha256: Uint8Array,
): Uint8Array {
  const privateDer = handles.privateKey.export({
    type: "pkcs1",
    format: "der",
  });
  const saltKey = createHmac("sha256", DERIVATION_LABEL)
    .update(privateDer)
    .digest();
  privateDer.fill(0);
  return new Uint8Array(createHmac("sha256", saltKey).update(sha256).digest());
}

/** A salt that never repeats. */
export function randomSalt(): Uint8Array {
  return new Uint8Array(randomBytes(SALT_BYTES));
}

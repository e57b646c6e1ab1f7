import { modPow, toBigInt, toBytes } from "./big-integer.js";
import type { RsaPublicKey } from "./public-key.js";

/** Length of the key's signatures in bytes. */
export function signatureLength(key: RsaPublicKey): number {
  return Math.ceil(key.bits / 8);
}

/**
 * Opens an RSA signature (RSAVP1 of RFC 8017): the encoded message that a signer put in, as long as the modulus. Undefined when
 * the signature has another length or is no number below the modulus.
 */
export function openSignature(
  key: RsaPublicKey,
  signature: Uint8Array,
): Uint8Array | undefined {
  const length = signatureLength(key);
  if (signature.length !== length) return undefined;
  const value = toBigInt(signature);
  if (value >= key.modulus) return undefined;
  return toBytes(modPow(value, key.exponent, key.modulus), length);
}

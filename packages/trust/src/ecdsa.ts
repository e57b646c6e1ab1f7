import { p256, p384, p521 } from "@noble/curves/nist.js";
import type { EcPublicKey } from "./public-key.js";

const CURVES = { "P-256": p256, "P-384": p384, "P-521": p521 } as const;

/** As the kernel does it: the digest as it is, and both of the two values of s. */
const PLAIN_ECDSA = { prehash: false, lowS: false, format: "der" } as const;

/** Verifies an ECDSA signature in DER over a ready digest. False for whatever is no signature or no point. */
export function verifyEcdsa(
  { curve, point }: EcPublicKey,
  signature: Uint8Array,
  digest: Uint8Array,
): boolean {
  return CURVES[curve].verify(signature, digest, point, PLAIN_ECDSA);
}

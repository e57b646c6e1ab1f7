import type { KeyObject } from "node:crypto";

import { p256, p384 } from "@noble/curves/nist.js";

import { privateScalar, publicPoint } from "./ec-key.js";
import { SigningError } from "./error.js";
import type { KeyHandles } from "./private-key.js";

const CURVES = { prime256v1: p256, secp384r1: p384 } as const;

/** The digest is signed as it is, and s is not halved: what the kernel verifies and what other signers make. */
const PLAIN_ECDSA = { prehash: false, lowS: false, format: "der" } as const;

/** Whether a DER signature over a ready digest is the key's. Anything odd about it makes it wrong. */
export function verifiesEcdsa(
  publicKey: KeyObject,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  const name = publicKey.asymmetricKeyDetails?.namedCurve;
  const curve = CURVES[name as keyof typeof CURVES];
  try {
    return curve.verify(signature, digest, publicPoint(publicKey), PLAIN_ECDSA);
  } catch {
    return false;
  }
}

/**
 * ECDSA over a ready digest, in DER; deterministic (RFC 6979, with the curve's usual hash in the generator of
 * the nonce). `node:crypto` cannot do it: its ECDSA functions always hash their input.
 *
 * Each result is verified with the public half before it leaves: a fault during signing would reveal the key.
 *
 * @returns a function that throws SigningError SIGN_SELF_CHECK_FAILED
 */
export function createEcdsaSigner(
  handles: KeyHandles,
): (digest: Uint8Array) => Uint8Array {
  const name = handles.privateKey.asymmetricKeyDetails?.namedCurve;
  const curve = CURVES[name as keyof typeof CURVES];
  const secret = privateScalar(handles.privateKey);
  const point = publicPoint(handles.publicKey);

  return (digest) => {
    const signature = curve.sign(digest, secret, PLAIN_ECDSA);
    if (!curve.verify(signature, digest, point, PLAIN_ECDSA)) {
      throw new SigningError(
        "SIGN_SELF_CHECK_FAILED",
        "signature does not verify with the key's own public half",
      );
    }
    return signature;
  };
}

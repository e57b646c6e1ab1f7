import { createPublicKey, X509Certificate, type KeyObject } from "node:crypto";

import type { KeyInfo } from "@stx-patch/core";

import { uncompressed } from "../ec-key.js";
import { SigningError } from "../error.js";
import { keyInfoOf } from "../key-info.js";

/** The public half of a key that is elsewhere. */
export interface ExpectedKey {
  readonly info: KeyInfo;
  readonly publicKey: KeyObject;
  /** Whose key it is, for messages. */
  readonly source: string;
}

/**
 * Reads what a signer says of itself: a certificate or a public key, PEM or DER.
 *
 * @throws SigningError SIGNER_ANSWER_INVALID, KEY_TYPE_UNSUPPORTED, KEY_TOO_WEAK
 */
export function parseExpectedKey(
  description: Uint8Array,
  source: string,
): ExpectedKey {
  return expectedKey(decode(description, source), source);
}

/** The same from a SubjectPublicKeyInfo (DER) that is known already. @throws SigningError KEY_TYPE_UNSUPPORTED, KEY_TOO_WEAK */
export function expectedKeyOf(spki: Uint8Array, source: string): ExpectedKey {
  const key = createPublicKey({
    key: Buffer.from(spki),
    format: "der",
    type: "spki",
  });
  return expectedKey(key, source);
}

function expectedKey(key: KeyObject, source: string): ExpectedKey {
  const publicKey = uncompressed(key);
  return { info: keyInfoOf(publicKey, source), publicKey, source };
}

function decode(description: Uint8Array, source: string): KeyObject {
  const bytes = Buffer.from(description);
  const text = bytes.toString("latin1");
  const refusal = (problem: string, cause?: unknown): SigningError =>
    new SigningError("SIGNER_ANSWER_INVALID", `${source}: ${problem}`, {
      cause,
    });
  // node:crypto would read the public half out of it, and nobody would notice what was sent around.
  if (text.includes("PRIVATE KEY"))
    throw refusal("the signer gave a private key away");
  for (const read of [
    () => new X509Certificate(bytes).publicKey,
    () =>
      text.includes("-----BEGIN")
        ? createPublicKey({ key: bytes, format: "pem" })
        : createPublicKey({ key: bytes, format: "der", type: "spki" }),
  ]) {
    try {
      return read();
    } catch {
      // Then it is the next of the two, or neither.
    }
  }
  throw refusal(
    "the signer's answer is neither a public key nor a certificate",
  );
}

import type { KeyObject } from "node:crypto";
import { constants, privateEncrypt, publicDecrypt } from "node:crypto";

import { equalBytes } from "@stx-patch/core";

import { SigningError } from "./error.js";
import type { KeyHandles } from "./private-key.js";

/** How the input is laid out before the raw RSA operation. */
export type RsaPadding = "none" | "pkcs1-v1_5";

/**
 * The RSA private key operation, checked with the public half before the result leaves this package: a
 * faulty result would not only be useless, it can reveal the factors of the modulus.
 *
 * @param input - with `none` exactly as many bytes as the modulus; with `pkcs1-v1_5` the DigestInfo
 * @throws SigningError SIGN_SELF_CHECK_FAILED
 */
export function rsaSign(
  handles: KeyHandles,
  padding: RsaPadding,
  input: Uint8Array,
): Uint8Array {
  const signature = rsaPrivate(handles, padding, input);
  if (!equalBytes(rsaRecover(handles.publicKey, padding, signature), input)) {
    throw new SigningError(
      "SIGN_SELF_CHECK_FAILED",
      "signature does not verify with the key's own public half",
    );
  }
  return signature;
}

/**
 * The operation without our check. Faults are still found: OpenSSL opens each result of its own with the public
 * exponent before it returns it, and computes again when that fails (rsa_ossl_mod_exp).
 */
export function rsaPrivate(
  { privateKey }: KeyHandles,
  padding: RsaPadding,
  input: Uint8Array,
): Uint8Array {
  return new Uint8Array(privateEncrypt(optionsFor(privateKey, padding), input));
}

/** What a signature was made over; empty when it does not have the padding. */
export function rsaRecover(
  publicKey: KeyObject,
  padding: RsaPadding,
  signature: Uint8Array,
): Uint8Array {
  try {
    return new Uint8Array(
      publicDecrypt(optionsFor(publicKey, padding), signature),
    );
  } catch {
    // OpenSSL refuses the padding of a wrong signature; for the caller that is one more inequality.
    return new Uint8Array(0);
  }
}

function optionsFor(
  key: KeyObject,
  padding: RsaPadding,
): { key: KeyObject; padding: number } {
  return {
    key,
    padding:
      padding === "none"
        ? constants.RSA_NO_PADDING
        : constants.RSA_PKCS1_PADDING,
  };
}

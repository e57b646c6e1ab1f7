import type { KeyObject } from "node:crypto";
import { createPublicKey } from "node:crypto";

import { concatBytes } from "@stx-patch/core";

/** Field sizes of the curves that kernels verify file signatures on, by OpenSSL's names. */
export const CURVE_BITS: Readonly<Partial<Record<string, number>>> = {
  prime256v1: 256,
  secp384r1: 384,
};

const UNCOMPRESSED_POINT = 4;

/**
 * The same public key, with the point of an EC key written uncompressed: a PEM file can hold it compressed, but
 * the kernel reads and identifies the uncompressed form only.
 */
export function uncompressed(publicKey: KeyObject): KeyObject {
  const curve = publicKey.asymmetricKeyDetails?.namedCurve ?? "";
  if (CURVE_BITS[curve] === undefined) return publicKey;
  return createPublicKey({
    key: publicKey.export({ format: "jwk" }),
    format: "jwk",
  });
}

/** The uncompressed point: 4, x, y. */
export function publicPoint(publicKey: KeyObject): Uint8Array {
  const { x, y } = publicKey.export({ format: "jwk" });
  return concatBytes([
    Uint8Array.of(UNCOMPRESSED_POINT),
    fromBase64Url(x),
    fromBase64Url(y),
  ]);
}

/** The secret number, big-endian and as long as the curve's order. The caller must keep it inside this package. */
export function privateScalar(privateKey: KeyObject): Uint8Array {
  return fromBase64Url(privateKey.export({ format: "jwk" }).d);
}

function fromBase64Url(text = ""): Uint8Array {
  return new Uint8Array(Buffer.from(text, "base64url"));
}

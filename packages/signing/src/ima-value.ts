import { createHash } from "node:crypto";

import type { FileDigest, HashAlgorithm } from "@stx-patch/core";
import { concatBytes, fromHex } from "@stx-patch/core";

import { SigningError } from "./error.js";

interface ImaAlgorithm {
  /** The kernel's number of the algorithm. */
  readonly kernelId: number;
  readonly digestBytes: number;
  /** DER of DigestInfo up to the digest itself. */
  readonly digestInfoPrefix: Uint8Array;
}

/** What rpmsign accepts as file digest (spec rpm-and-ima section 7). */
const IMA_ALGORITHMS: Readonly<Partial<Record<HashAlgorithm, ImaAlgorithm>>> = {
  md5: row(1, 16, "3020300c06082a864886f70d020505000410"),
  sha1: row(2, 20, "3021300906052b0e03021a05000414"),
  sha224: row(7, 28, "302d300d06096086480165030402040500041c"),
  sha256: row(4, 32, "3031300d060960864801650304020105000420"),
  sha384: row(5, 48, "3041300d060960864801650304020205000430"),
  sha512: row(6, 64, "3051300d060960864801650304020305000440"),
};

/** Bytes of a `security.ima` value in front of the signature. */
export const IMA_HEADER_BYTES = 9;

const IMA_DIGSIG = 3;
const DIGSIG_VERSION = 2;
const KEY_ID_BYTES = 4;

/** @throws SigningError SIGN_ALGORITHM_UNSUPPORTED, SIGN_DIGEST_INVALID */
export function assertSignable({ algorithm, digest }: FileDigest): void {
  const { digestBytes } = imaAlgorithm(algorithm);
  if (digest.length === digestBytes) return;
  throw new SigningError(
    "SIGN_DIGEST_INVALID",
    `expected a ${algorithm} digest of ${digestBytes} bytes, got ${digest.length}`,
  );
}

/** DigestInfo of a file digest: what an RSA signature is made over. The digest is not hashed again. */
export function digestInfo({ algorithm, digest }: FileDigest): Uint8Array {
  return concatBytes([imaAlgorithm(algorithm).digestInfoPrefix, digest]);
}

/** Puts the header of a version 2 digital signature in front of the signature. */
export function encodeImaValue(
  algorithm: HashAlgorithm,
  keyId: Uint8Array,
  signature: Uint8Array,
): Uint8Array {
  const value = new Uint8Array(IMA_HEADER_BYTES + signature.length);
  value.set([IMA_DIGSIG, DIGSIG_VERSION, imaAlgorithm(algorithm).kernelId]);
  value.set(keyId, 3);
  new DataView(value.buffer).setUint16(7, signature.length);
  value.set(signature, IMA_HEADER_BYTES);
  return value;
}

/**
 * Last four bytes of the SHA-1 over the public key bits.
 *
 * @param keyBits - content of the BIT STRING in a SubjectPublicKeyInfo: RSAPublicKey in DER, or an uncompressed point
 */
export function keyIdOf(keyBits: Uint8Array): Uint8Array {
  const sha1 = createHash("sha1").update(keyBits).digest();
  return new Uint8Array(sha1.subarray(-KEY_ID_BYTES));
}

function imaAlgorithm(algorithm: HashAlgorithm): ImaAlgorithm {
  const known = IMA_ALGORITHMS[algorithm];
  if (known === undefined) {
    throw new SigningError(
      "SIGN_ALGORITHM_UNSUPPORTED",
      `no IMA file signature over ${algorithm} digests`,
    );
  }
  return known;
}

function row(
  kernelId: number,
  digestBytes: number,
  prefixHex: string,
): ImaAlgorithm {
  return { kernelId, digestBytes, digestInfoPrefix: fromHex(prefixHex) };
}

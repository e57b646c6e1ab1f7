import type { HashAlgorithm } from "@stx-patch/core";
import { concatBytes, equalBytes, fromHex } from "@stx-patch/core";

/** DER of DigestInfo up to the digest (spec rpm-and-ima section 7). */
const DIGEST_INFO = {
  md5: "3020300c06082a864886f70d020505000410",
  sha1: "3021300906052b0e03021a05000414",
  sha224: "302d300d06096086480165030402040500041c",
  sha256: "3031300d060960864801650304020105000420",
  sha384: "3041300d060960864801650304020205000430",
  sha512: "3051300d060960864801650304020305000440",
} as const satisfies Partial<Record<HashAlgorithm, string>>;

/** Digest algorithms that signatures here are made with. */
export type SignedAlgorithm = keyof typeof DIGEST_INFO;

/** True for digest algorithms that a signature can be made with. */
export function isSignedAlgorithm(
  algorithm: HashAlgorithm,
): algorithm is SignedAlgorithm {
  return Object.hasOwn(DIGEST_INFO, algorithm);
}

/** Bytes of a digest, as its DigestInfo says. */
export function digestLength(algorithm: SignedAlgorithm): number {
  return Number.parseInt(DIGEST_INFO[algorithm].slice(-2), 16);
}

/**
 * Checks an opened signature (EMSA-PKCS1-v1_5) by making the only right encoding and comparing. Forgeries live from
 * parsers that pass over padding and trailing bytes: so nothing is parsed.
 */
export function matchesPkcs1(
  encoded: Uint8Array,
  algorithm: SignedAlgorithm,
  digest: Uint8Array,
): boolean {
  const info = concatBytes([fromHex(DIGEST_INFO[algorithm]), digest]);
  const padding = encoded.length - info.length - 3;
  if (padding < 8 || digest.length !== digestLength(algorithm)) return false;
  return equalBytes(
    encoded,
    concatBytes([
      Uint8Array.of(0, 1),
      new Uint8Array(padding).fill(0xff),
      Uint8Array.of(0),
      info,
    ]),
  );
}

import type { HashAlgorithm, KeyInfo } from "@stx-patch/core";
import { toHex } from "@stx-patch/core";
import { digestOf } from "./forge-hash.js";
import type { SignedAlgorithm } from "./pkcs1-v1_5.js";
import { digestLength, isSignedAlgorithm, matchesPkcs1 } from "./pkcs1-v1_5.js";
import { parsePublicKey, publicKeyBits } from "./public-key.js";
import { openSignature, signatureLength } from "./rsa.js";

/** What was found out about a file signature. */
export interface ImaVerdict {
  /** `not-checked`: well formed and of this key, but ECDSA, which this package does not do. */
  readonly state:
    | "good"
    | "wrong-key"
    | "bad-signature"
    | "wrong-length"
    | "wrong-algorithm"
    | "malformed"
    | "not-checked";
  /** One sentence without a full stop. */
  readonly detail: string;
}

/** What {@link verifyImaSignature} needs. */
export interface ImaInput {
  /** Value of `security.ima`; untrusted. */
  readonly signature: Uint8Array;
  /** The file's digest, as the RPM header has it. */
  readonly digest: Uint8Array;
  readonly algorithm: HashAlgorithm;
  readonly key: KeyInfo;
}

/** The kernel's numbers of digest algorithms. */
const KERNEL_HASH_IDS: Readonly<Record<SignedAlgorithm, number>> = {
  md5: 1,
  sha1: 2,
  sha256: 4,
  sha384: 5,
  sha512: 6,
  sha224: 7,
};

const ATTRIBUTE_TYPE = 3;
const FORMAT_VERSION = 2;
const HEADER_BYTES = 9;

/**
 * Verifies an IMA file signature (spec rpm-and-ima section 7) as the kernel does: RSASSA-PKCS1-v1_5 over the digest itself.
 * ECDSA signatures are not checked: node-forge has no ECDSA, WebCrypto takes no ready digests, and rpm of the era cannot
 * carry them reliably.
 *
 * @throws TrustError TRUST_MALFORMED or TRUST_KEY_TYPE when `key` is no key
 */
export function verifyImaSignature(input: ImaInput): ImaVerdict {
  const { signature, digest, algorithm, key } = input;
  const problem = headerProblem(input);
  if (problem !== undefined) return problem;
  const keyId = toHex(signature.subarray(3, 7));
  const expected = imaKeyId(key.spki);
  if (keyId !== expected)
    return verdict("wrong-key", `made by key ${keyId}, expected ${expected}`);

  const publicKey = parsePublicKey(key.spki);
  if (publicKey.algorithm === "ec")
    return verdict("not-checked", "ECDSA signatures are not checked");
  const value = signature.subarray(HEADER_BYTES);
  if (value.length !== signatureLength(publicKey))
    return verdict(
      "wrong-length",
      `${value.length} bytes of signature, the key makes ${signatureLength(publicKey)}`,
    );
  const encoded = openSignature(publicKey, value);
  return encoded !== undefined &&
    isSignedAlgorithm(algorithm) &&
    matchesPkcs1(encoded, algorithm, digest)
    ? verdict("good", `made by key ${keyId}`)
    : verdict("bad-signature", `key ${keyId} did not sign this digest`);
}

/**
 * The id by which the kernel finds a key: the last four bytes of SHA-1 over the key bits of a DER SubjectPublicKeyInfo, in hex.
 *
 * @throws TrustError TRUST_MALFORMED
 */
export function imaKeyId(spki: Uint8Array): string {
  return toHex(digestOf("sha1", publicKeyBits(spki)).subarray(-4));
}

function headerProblem({
  signature,
  digest,
  algorithm,
}: ImaInput): ImaVerdict | undefined {
  const [type, version, hashId] = signature;
  if (
    type !== ATTRIBUTE_TYPE ||
    version !== FORMAT_VERSION ||
    hashId === undefined
  )
    return verdict("malformed", "not a signature of format version 2");
  if (!isSignedAlgorithm(algorithm))
    return verdict(
      "wrong-algorithm",
      `there are no file signatures with ${algorithm}`,
    );
  if (hashId !== KERNEL_HASH_IDS[algorithm])
    return verdict(
      "wrong-algorithm",
      `made with hash ${hashId}, expected ${KERNEL_HASH_IDS[algorithm]} (${algorithm})`,
    );
  if (digest.length !== digestLength(algorithm))
    return verdict("malformed", `the digest has ${digest.length} bytes`);
  if (signature.length < HEADER_BYTES)
    return verdict("wrong-length", `only ${signature.length} bytes`);
  const declared = ((signature[7] ?? 0) << 8) | (signature[8] ?? 0);
  const actual = signature.length - HEADER_BYTES;
  return declared === actual
    ? undefined
    : verdict(
        "wrong-length",
        `${declared} bytes are declared, there are ${actual}`,
      );
}

function verdict(state: ImaVerdict["state"], detail: string): ImaVerdict {
  return { state, detail };
}

import type { HashAlgorithm, KeyInfo } from "@stx-patch/core";
import { toHex } from "@stx-patch/core";
import { digestOf } from "./forge-hash.js";
import type { SignedAlgorithm } from "./pkcs1-v1_5.js";
import { digestLength, isSignedAlgorithm, matchesPkcs1 } from "./pkcs1-v1_5.js";
import type { EcPublicKey, RsaPublicKey } from "./public-key.js";
import { parsePublicKey, publicKeyBits } from "./public-key.js";
import { openSignature, signatureLength } from "./rsa.js";

/** What was found out about a file signature. */
export interface ImaVerdict {
  readonly state:
    | "good"
    | "wrong-key"
    | "bad-signature"
    | "wrong-length"
    | "wrong-algorithm"
    | "malformed";
  /** One sentence without a full stop. */
  readonly detail: string;
}

/** A file signature and what it is about. */
export interface ImaSubject {
  /** Value of `security.ima`; untrusted. */
  readonly signature: Uint8Array;
  /** The file's digest, as the RPM header has it. */
  readonly digest: Uint8Array;
  readonly algorithm: HashAlgorithm;
}

/** What {@link verifyImaSignature} needs. */
export interface ImaInput extends ImaSubject {
  readonly key: KeyInfo;
}

/** A key made ready for many signatures. */
export interface ImaVerifier {
  /** {@link imaKeyId} of the key. */
  readonly keyId: string;
  verify(subject: ImaSubject): ImaVerdict;
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
 * Verifies an IMA file signature (spec rpm-and-ima section 7) as the kernel does: RSASSA-PKCS1-v1_5 or ECDSA over the digest
 * itself.
 *
 * @throws TrustError TRUST_MALFORMED or TRUST_KEY_TYPE when `key` is no key
 */
export async function verifyImaSignature({
  key,
  ...subject
}: ImaInput): Promise<ImaVerdict> {
  return (await createImaVerifier(key)).verify(subject);
}

/**
 * Prepares a key for the files of whole packages. The curve library is loaded for EC keys only.
 *
 * @throws TrustError TRUST_MALFORMED or TRUST_KEY_TYPE when `key` is no key
 */
export async function createImaVerifier({
  spki,
}: KeyInfo): Promise<ImaVerifier> {
  const keyId = imaKeyId(spki);
  const check = await valueCheck(parsePublicKey(spki));

  function verify(subject: ImaSubject): ImaVerdict {
    const problem = imaHeaderProblem(subject);
    if (problem !== undefined) return problem;
    const maker = imaKeyIdIn(subject.signature);
    if (maker !== keyId)
      return verdict("wrong-key", `made by key ${maker}, expected ${keyId}`);
    switch (check(subject.signature.subarray(HEADER_BYTES), subject)) {
      case "good":
        return verdict("good", `made by key ${keyId}`);
      case "wrong-length":
        return verdict("wrong-length", "not as long as the key's signatures");
      case "bad-signature":
        return verdict(
          "bad-signature",
          `key ${keyId} did not sign this digest`,
        );
    }
  }

  return { keyId, verify };
}

/**
 * The id by which the kernel finds a key: the last four bytes of SHA-1 over the key bits of a DER SubjectPublicKeyInfo, in hex.
 *
 * @throws TrustError TRUST_MALFORMED
 */
export function imaKeyId(spki: Uint8Array): string {
  return toHex(digestOf("sha1", publicKeyBits(spki)).subarray(-4));
}

/** The id of the key that a file signature claims to be made by, in hex; only where {@link imaHeaderProblem} finds nothing. */
export function imaKeyIdIn(signature: Uint8Array): string {
  return toHex(signature.subarray(3, 7));
}

/** What is wrong with a file signature before any key comes into play. */
export function imaHeaderProblem({
  signature,
  digest,
  algorithm,
}: ImaSubject): ImaVerdict | undefined {
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

/** Judges the bare signature, behind its header. */
type ValueCheck = (
  value: Uint8Array,
  subject: ImaSubject,
) => "good" | "wrong-length" | "bad-signature";

async function valueCheck(
  key: RsaPublicKey | EcPublicKey,
): Promise<ValueCheck> {
  if (key.algorithm === "rsa")
    return (value, { digest, algorithm }) => {
      if (value.length !== signatureLength(key)) return "wrong-length";
      const good = verifyRsa(key, value, digest, algorithm);
      return good ? "good" : "bad-signature";
    };
  const { verifyEcdsa } = await import("./ecdsa.js");
  return (value, { digest }) =>
    verifyEcdsa(key, value, digest) ? "good" : "bad-signature";
}

function verifyRsa(
  key: RsaPublicKey,
  signature: Uint8Array,
  digest: Uint8Array,
  algorithm: HashAlgorithm,
): boolean {
  const encoded = openSignature(key, signature);
  return (
    encoded !== undefined &&
    isSignedAlgorithm(algorithm) &&
    matchesPkcs1(encoded, algorithm, digest)
  );
}

function verdict(state: ImaVerdict["state"], detail: string): ImaVerdict {
  return { state, detail };
}

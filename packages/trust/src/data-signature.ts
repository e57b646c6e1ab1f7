import { toHex } from "@stx-patch/core";
import { DER, type DerReader } from "./der.js";
import { digestOf } from "./forge-hash.js";
import { matchesPkcs1 } from "./pkcs1-v1_5.js";
import { parsePublicKey, type EcPublicKey } from "./public-key.js";
import { openSignature } from "./rsa.js";

/** Digests that signatures over data are made with; SHA-1 is not among them. */
export type DataDigest = "sha256" | "sha384" | "sha512";

/** Verifies ECDSA; its library is loaded only where keys on curves are expected. */
export type EcdsaCheck = (
  key: EcPublicKey,
  signature: Uint8Array,
  digest: Uint8Array,
) => boolean;

/** Kind of key and digest of a signature algorithm. */
interface Algorithm {
  readonly key: "rsa" | "ec";
  /** Undefined where something else says it. */
  readonly digest: DataDigest | undefined;
}

/** By the DER content of the object identifier, in hex (RFC 8017, RFC 5758). */
const ALGORITHMS: Readonly<Record<string, Algorithm>> = {
  "2a864886f70d010101": { key: "rsa", digest: undefined },
  "2a864886f70d01010b": { key: "rsa", digest: "sha256" },
  "2a864886f70d01010c": { key: "rsa", digest: "sha384" },
  "2a864886f70d01010d": { key: "rsa", digest: "sha512" },
  "2a8648ce3d040302": { key: "ec", digest: "sha256" },
  "2a8648ce3d040303": { key: "ec", digest: "sha384" },
  "2a8648ce3d040304": { key: "ec", digest: "sha512" },
};

/** A signature over data, and whose it is said to be. */
export interface DataSignature {
  /** DER content of the signature algorithm's object identifier, in hex. */
  readonly algorithm: string;
  /** For algorithms that name no digest; has to be the same as theirs for others. */
  readonly digest?: DataDigest | undefined;
  readonly data: Uint8Array;
  readonly signature: Uint8Array;
  /** DER SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
}

/**
 * Verifies a signature as certificates and CMS have them: RSASSA-PKCS1-v1_5 or ECDSA, with SHA-256, SHA-384 or SHA-512. False for every
 * other algorithm, and for ECDSA when nobody checks it.
 *
 * @throws TrustError TRUST_MALFORMED, TRUST_KEY_TYPE when `spki` is no key
 */
export function verifyDataSignature(
  { algorithm, digest, data, signature, spki }: DataSignature,
  ecdsa?: EcdsaCheck,
): boolean {
  const known = ALGORITHMS[algorithm];
  const name = known?.digest ?? digest;
  if (known === undefined || name === undefined) return false;
  if (digest !== undefined && digest !== name) return false;
  const key = parsePublicKey(spki);
  if (key.algorithm !== known.key) return false;
  const hashed = digestOf(name, data);
  if (key.algorithm === "ec") return ecdsa?.(key, signature, hashed) ?? false;
  const encoded = openSignature(key, signature);
  return encoded !== undefined && matchesPkcs1(encoded, name, hashed);
}

/** Whether {@link verifyDataSignature} knows the algorithm. */
export function isDataSignatureAlgorithm(algorithm: string): boolean {
  return Object.hasOwn(ALGORITHMS, algorithm);
}

/** The algorithm's object identifier in an AlgorithmIdentifier, in hex; its parameters are passed over. @throws TrustError TRUST_MALFORMED */
export function readAlgorithm(reader: DerReader, what: string): string {
  const identifier = reader.enter(DER.sequence, what);
  return toHex(identifier.read(DER.oid, what).content);
}

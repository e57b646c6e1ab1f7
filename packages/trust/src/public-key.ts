import type { KeyInfo } from "@stx-patch/core";
import { toHex } from "@stx-patch/core";
import { bitLength, toBigInt } from "./big-integer.js";
import { assertCanonicalDer } from "./canonical-der.js";
import type { DerValue } from "./der.js";
import {
  DER,
  DerReader,
  malformed,
  unsignedInteger,
  wholeBytes,
} from "./der.js";
import { TrustError } from "./error.js";
import { digestOf } from "./forge-hash.js";

/** An RSA public key. */
export interface RsaPublicKey {
  readonly algorithm: "rsa";
  readonly bits: number;
  readonly modulus: bigint;
  readonly exponent: bigint;
}

/** A public key on one of NIST's curves; file signatures are made with such keys, patch signatures never. */
export interface EcPublicKey {
  readonly algorithm: "ec";
  readonly bits: number;
  readonly curve: "P-256" | "P-384" | "P-521";
  /** As encoded, compressed or not; not checked to be on the curve. */
  readonly point: Uint8Array;
}

const RSA_ENCRYPTION = "2a864886f70d010101";
const EC_PUBLIC_KEY = "2a8648ce3d0201";
/** Curves by the DER content of their object identifier. */
const CURVES: ReadonlyMap<
  string,
  Pick<EcPublicKey, "curve" | "bits">
> = new Map([
  ["2a8648ce3d030107", { curve: "P-256", bits: 256 }],
  ["2b81040022", { curve: "P-384", bits: 384 }],
  ["2b81040023", { curve: "P-521", bits: 521 }],
]);

/** OpenSSL's bound, beyond which a verification takes seconds. */
const MAX_MODULUS_BITS = 16_384;

/**
 * Reads a DER SubjectPublicKeyInfo.
 *
 * @throws TrustError TRUST_MALFORMED, TRUST_KEY_TYPE
 */
export function parsePublicKey(spki: Uint8Array): RsaPublicKey | EcPublicKey {
  const { algorithm, parameters, bits } = splitSpki(spki);
  switch (algorithm) {
    case RSA_ENCRYPTION:
      return parseRsa(bits);
    case EC_PUBLIC_KEY:
      return parseEc(parameters, bits);
    default:
      throw new TrustError(
        "TRUST_KEY_TYPE",
        "the public key is neither RSA nor EC (RSA keys bound to PSS are not supported either)",
      );
  }
}

/** The key bits of a DER SubjectPublicKeyInfo, of which key ids are made. @throws TrustError TRUST_MALFORMED */
export function publicKeyBits(spki: Uint8Array): Uint8Array {
  return splitSpki(spki).bits;
}

/** Facts of a DER SubjectPublicKeyInfo. @throws TrustError TRUST_MALFORMED, TRUST_NOT_CANONICAL, TRUST_KEY_TYPE */
export function keyInfoOf(spki: Uint8Array): KeyInfo {
  const { algorithm, bits } = parsePublicKey(spki);
  assertCanonicalDer(spki);
  return {
    algorithm,
    bits,
    spkiSha256: toHex(digestOf("sha256", spki)),
    spki,
  };
}

function splitSpki(spki: Uint8Array): {
  algorithm: string;
  parameters: DerValue | undefined;
  bits: Uint8Array;
} {
  const outer = new DerReader(spki);
  const key = outer.enter(DER.sequence, "the public key");
  outer.expectEnd("the public key");
  const identifier = key.enter(DER.sequence, "the key's algorithm");
  const algorithm = identifier.read(DER.oid, "the key's algorithm");
  const parameters = identifier.atEnd
    ? undefined
    : identifier.readAny("the key's parameters");
  const bits = wholeBytes(key.read(DER.bitString, "the key"), "the key");
  key.expectEnd("the key");
  return { algorithm: toHex(algorithm.content), parameters, bits };
}

function parseRsa(bits: Uint8Array): RsaPublicKey {
  const outer = new DerReader(bits);
  const reader = outer.enter(DER.sequence, "the RSA key");
  outer.expectEnd("the RSA key");
  const modulus = toBigInt(
    unsignedInteger(reader.read(DER.integer, "the modulus"), "the modulus"),
  );
  const exponent = toBigInt(
    unsignedInteger(reader.read(DER.integer, "the exponent"), "the exponent"),
  );
  reader.expectEnd("the exponent");
  const size = bitLength(modulus);
  if (size > MAX_MODULUS_BITS)
    throw new TrustError(
      "TRUST_KEY_TYPE",
      `the RSA key has ${size} bits, at most ${MAX_MODULUS_BITS} are supported`,
    );
  if (modulus % 2n === 0n || exponent >= modulus)
    throw malformed("the RSA key's numbers are impossible");
  return { algorithm: "rsa", bits: size, modulus, exponent };
}

function parseEc(
  parameters: DerValue | undefined,
  bits: Uint8Array,
): EcPublicKey {
  const found =
    parameters?.tag === DER.oid
      ? CURVES.get(toHex(parameters.content))
      : undefined;
  if (found === undefined)
    throw new TrustError("TRUST_KEY_TYPE", "the EC key is on an unknown curve");
  const coordinate = Math.ceil(found.bits / 8);
  const uncompressed = bits[0] === 4 && bits.length === 1 + 2 * coordinate;
  const compressed =
    (bits[0] === 2 || bits[0] === 3) && bits.length === 1 + coordinate;
  if (!uncompressed && !compressed) throw malformed("the EC key is no point");
  return { algorithm: "ec", ...found, point: bits };
}

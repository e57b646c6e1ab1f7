import type { KeyObject } from "node:crypto";
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
} from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Paths of one pair: a private key and the certificate that belongs to it. */
export interface KeyFiles {
  readonly privateKey: string;
  readonly certificate: string;
}

/** The checked-in pairs; `formal` plays the signing server's role in tests. */
export const TEST_KEYS: Readonly<Record<"dev" | "formal" | "ima", KeyFiles>> = {
  dev: pair(
    "../../../signing-keys/",
    "dev-private-key.pem",
    "dev-certificate.pem",
  ),
  formal: pair(
    "../keys/",
    "formal-test-private-key.pem",
    "formal-test-certificate.pem",
  ),
  ima: pair(
    "../../../signing-keys/",
    "ima_signing_key.priv",
    "ima_signing_key.x509.der",
  ),
};

function pair(
  folder: string,
  privateKey: string,
  certificate: string,
): KeyFiles {
  const inFolder = (name: string): string =>
    fileURLToPath(new URL(folder + name, import.meta.url));
  return {
    privateKey: inFolder(privateKey),
    certificate: inFolder(certificate),
  };
}

/** How a generated private key is written. */
export interface PemOptions {
  /** `pkcs1` is for RSA, `sec1` for EC; default `pkcs8`. */
  readonly type?: "pkcs1" | "pkcs8" | "sec1";
  /** Encrypts with AES-256-CBC. */
  readonly passphrase?: string;
}

/** A key pair in the forms that tests need. */
export interface TestKeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** The private key as PEM. */
  pem(options?: PemOptions): string;
  /** The public key as SPKI PEM. */
  readonly publicPem: string;
}

/** A key type that {@link generateKeyPair} makes. */
export type TestKeyKind =
  | { readonly kind: "rsa"; readonly bits: number; readonly exponent?: number }
  | { readonly kind: "rsa-pss"; readonly bits: number }
  | { readonly kind: "dsa"; readonly bits: number }
  | { readonly kind: "ec"; readonly curve: string }
  | { readonly kind: "ed25519" };

/** Makes a key pair; RSA keys of 2048 bits take some tens of milliseconds, larger ones longer. */
export function generateKeyPair(kind: TestKeyKind): TestKeyPair {
  const { privateKey, publicKey } = generate(kind);
  return asPair(privateKey, publicKey);
}

/** The RSA keys in `keys/rsa`: bits of the modulus, and the exponent where that is not 65537. */
export type FixedRsaKey =
  | "1024"
  | "2040"
  | "2041"
  | "2047"
  | "2048-exponent-3"
  | "2049"
  | "2050"
  | "2054"
  | "3072"
  | "4096"
  | "4104";

/**
 * A checked-in RSA key of an unusual size. Making one takes up to seconds, by chance, and OpenSSL makes 2048 bits when it is asked
 * for 2049; tests make keys anew only where that is what they are about.
 */
export function fixedRsaKey(name: FixedRsaKey): TestKeyPair {
  const file = new URL(`../keys/rsa/${name}.pem`, import.meta.url);
  const pem = readFileSync(file, "utf8");
  return asPair(createPrivateKey(pem), createPublicKey(pem));
}

function asPair(privateKey: KeyObject, publicKey: KeyObject): TestKeyPair {
  return {
    privateKey,
    publicKey,
    pem: (options) => toPem(privateKey, options),
    publicPem: publicKey.export({ type: "spki", format: "pem" }).toString(),
  };
}

function generate(kind: TestKeyKind): {
  privateKey: KeyObject;
  publicKey: KeyObject;
} {
  switch (kind.kind) {
    case "rsa":
      return generateKeyPairSync("rsa", {
        modulusLength: kind.bits,
        publicExponent: kind.exponent ?? 65_537,
      });
    case "rsa-pss":
      return generateKeyPairSync("rsa-pss", { modulusLength: kind.bits });
    case "dsa":
      return generateKeyPairSync("dsa", {
        modulusLength: kind.bits,
        divisorLength: 224,
      });
    case "ec":
      return generateKeyPairSync("ec", { namedCurve: kind.curve });
    case "ed25519":
      return generateKeyPairSync("ed25519");
  }
}

function toPem(privateKey: KeyObject, options: PemOptions = {}): string {
  const type = options.type ?? "pkcs8";
  return privateKey
    .export({
      type,
      format: "pem",
      ...(options.passphrase === undefined
        ? {}
        : { cipher: "aes-256-cbc", passphrase: options.passphrase }),
    })
    .toString();
}

/** Rewrites a PEM private key, e.g. to encrypt a checked-in one for a test. */
export function repackPrivateKey(pem: string, options: PemOptions): string {
  return toPem(createPrivateKey(pem), options);
}

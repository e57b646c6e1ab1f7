import type { FileDigest } from "@stx-patch/core";

/** How a signature is made over a ready digest; each name is one complete scheme, with nothing left to choose. */
export type SignatureScheme =
  /** RSASSA-PSS, SHA-256, MGF1 with SHA-256, 32 bytes of salt: `signature.v2`. */
  | "rsa-pss-sha256-mgf1-sha256-salt32"
  /** RSASSA-PKCS1-v1_5 over the digest with its algorithm: file signatures. */
  | "rsa-pkcs1-v1_5"
  /** ECDSA over the digest, in DER: file signatures. */
  | "ecdsa";

/** What a key is asked for. */
export type SignaturePurpose = "patch" | "ima";

/** Several digests to be signed in the same way by the same key. */
export interface SignatureOrder {
  readonly purpose: SignaturePurpose;
  readonly scheme: SignatureScheme;
  /** SHA-256 of the expected key's SubjectPublicKeyInfo, lower-case hex. */
  readonly keySpkiSha256: string;
  readonly digests: readonly FileDigest[];
}

/** A private key outside of this process. What it returns is checked by those who use it. */
export interface RemoteKey {
  /** How messages call it; without secrets. */
  readonly source: string;
  /** Asks for the public key or certificate: PEM or DER. */
  describe(purpose: SignaturePurpose): Promise<Uint8Array>;
  /** @returns bare signatures, one a digest, in order */
  sign(order: SignatureOrder): Promise<Uint8Array[]>;
}

/** Scheme of `signature.v2` (spec patch-format section 5). */
export const PATCH_SCHEME =
  "rsa-pss-sha256-mgf1-sha256-salt32" satisfies SignatureScheme;

import type { KeyInfo } from "@stx-patch/core";

/** An X.509 certificate, as far as trust decisions need it. */
export interface Certificate {
  readonly der: Uint8Array;
  /** E.g. `O=stx-patch, CN=signing key`, in the certificate's order. */
  readonly subject: string;
  readonly issuer: string;
  /** Lower-case hex. */
  readonly serial: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** SHA-256 of the DER, lower-case hex. */
  readonly fingerprintSha256: string;
  readonly key: KeyInfo;
  /** RSA public exponent; undefined for EC keys. */
  readonly exponent: bigint | undefined;
}

export function parseCertificates(
  bytes: Uint8Array,
  source: string,
): Certificate[] {
  throw new Error(`${source}${bytes.length}`);
}

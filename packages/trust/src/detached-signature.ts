import type { Finding } from "@stx-patch/core";
import type { TrustErrorCode } from "./error.js";
import type { Role, TrustAnchor } from "./trust-anchor.js";

/** What is acceptable here and now. */
export interface TrustPolicy {
  /** Only signatures of this role are trusted. */
  readonly requireRole?: Role | undefined;
  /** Makes certificates outside of their dates an error instead of a warning. */
  readonly checkDates: boolean;
  readonly now: Date;
  /** Shortest RSA modulus that is trusted, in bits; 2048 is the usual. */
  readonly minRsaBits: number;
}

/** What was found out about a detached signature. */
export interface SignatureVerdict {
  /** Whose key made the signature; known even when policy refuses it. */
  readonly signer: TrustAnchor | undefined;
  readonly scheme: "rsassa-pss" | "rsassa-pkcs1-v1_5" | undefined;
  /** Bytes of salt, for RSASSA-PSS. */
  readonly saltLength?: number | undefined;
  /** True when a trusted key made the signature and nothing speaks against it. */
  readonly trusted: boolean;
  readonly findings: Finding<TrustErrorCode>[];
}

export function verifyDetachedSignature(input: {
  readonly sha256: Uint8Array;
  readonly signature: Uint8Array;
  readonly anchors: readonly TrustAnchor[];
  readonly policy: TrustPolicy;
}): SignatureVerdict {
  throw new Error(`${input.sha256.length}`);
}

import type { Finding } from "@stx-patch/core";
import type { Certificate } from "./certificate.js";
import { findChain } from "./certificate-chain.js";
import type { DataSignature } from "./data-signature.js";
import { verifyDataSignature } from "./data-signature.js";
import type { TrustErrorCode } from "./error.js";
import { checkIssuer, signatureFinding, type TrustPolicy } from "./policy.js";
import type { TrustAnchor } from "./trust-anchor.js";

/** What a time stamp says about its maker. */
export interface TimestampSignature {
  /** Of the authority. */
  readonly certificate: Certificate;
  readonly signature: Omit<DataSignature, "spki">;
  /** Certificates between the authority's and an anchor. */
  readonly intermediates: readonly Certificate[];
  /** The time that it states, which everybody in the chain has to be valid at. */
  readonly at: Date;
}

/** Whom to trust with time stamps. */
export interface TimestampTrust {
  /** Undefined: the chain is not looked at, only the signature. */
  readonly anchors: readonly TrustAnchor[] | undefined;
  readonly policy: Pick<TrustPolicy, "minRsaBits" | "revoked">;
}

/** What was found out about a time stamp's maker. */
export interface TimestampSignerVerdict {
  /** Whether the certificate's key made the signature. */
  readonly isSigned: boolean;
  /** From the authority's certificate to the anchor's. */
  readonly chain: readonly Certificate[];
  readonly findings: readonly Finding<TrustErrorCode>[];
}

/**
 * Verifies who made a time stamp: the signature by the authority's key, and the way from its certificate to an anchor, with the one purpose
 * that RFC 3161 demands, each certificate valid at the time that was stated.
 */
export async function verifyTimestampSigner(
  { certificate, signature, intermediates, at }: TimestampSignature,
  { anchors, policy }: TimestampTrust,
): Promise<TimestampSignerVerdict> {
  const { verifyEcdsa } = await import("./ecdsa.js");
  const { spki } = certificate.key;
  const isSigned = verifyDataSignature({ ...signature, spki }, verifyEcdsa);
  if (anchors === undefined)
    return { isSigned, chain: [certificate], findings: [] };
  if (anchors.length === 0) {
    const message = "there is no certificate to trust time stamps of";
    const none = signatureFinding("TRUST_NO_ANCHORS", "error", message);
    return { isSigned, chain: [certificate], findings: [none] };
  }
  const use = { purpose: "timestamp", ecdsa: verifyEcdsa } as const;
  const { certificates, findings } = findChain(
    certificate,
    intermediates,
    anchors,
    use,
  );
  const strict: TrustPolicy = { ...policy, checkDates: true, now: at };
  return {
    isSigned,
    chain: certificates,
    findings: [
      ...findings,
      ...certificates.flatMap((one) => checkIssuer(one, strict, one.subject)),
    ],
  };
}

import type { Finding, Severity } from "@stx-patch/core";
import { finding } from "@stx-patch/core";
import type { Certificate } from "./certificate.js";
import { publicDevelopmentKey } from "./development-key.js";
import type { TrustErrorCode } from "./error.js";
import { TRUST_ERRORS } from "./error.js";
import type { RsaPublicKey } from "./public-key.js";
import { parsePublicKey } from "./public-key.js";
import type { RevokedFingerprints } from "./revocation.js";
import { revokedAs } from "./revocation.js";
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
  /** Keys and certificates that are not trusted any more, see {@link parseRevocationList}. */
  readonly revoked?: RevokedFingerprints | undefined;
}

/** Smallest exponent that current standards allow for new keys (FIPS 186-5: above 2 to the 16). */
const USUAL_EXPONENT = 65_537n;

/**
 * What speaks against a signer whose signature is good.
 *
 * @param issuers - certificates between the signer's and the anchor's, and the anchor's; empty when the signer is an anchor
 */
export function checkSigner(
  signer: TrustAnchor,
  key: RsaPublicKey,
  policy: TrustPolicy,
  issuers: readonly Certificate[] = [],
): Finding<TrustErrorCode>[] {
  return [
    ...checkRole(signer, policy),
    ...checkDevelopmentKey(signer),
    ...checkKey(key, policy, "the signer"),
    ...checkDates(signer.certificate, policy, "the signer's certificate"),
    ...checkRevocation(signer.key.spkiSha256, signer.certificate, policy),
    ...issuers.flatMap((issuer) => checkIssuer(issuer, policy)),
  ];
}

/** An issuer's key has to be as good as a signer's: who can forge a certificate can sign. */
export function checkIssuer(
  issuer: Certificate,
  policy: TrustPolicy,
  who = `the issuer ${issuer.subject}`,
): Finding<TrustErrorCode>[] {
  const key = parsePublicKey(issuer.key.spki);
  return [
    ...(key.algorithm === "rsa" ? checkKey(key, policy, who) : []),
    ...checkDates(issuer, policy, `the certificate of ${who}`),
    ...checkRevocation(issuer.key.spkiSha256, issuer, policy),
  ];
}

function checkRevocation(
  spkiSha256: string,
  certificate: Certificate | undefined,
  { revoked }: TrustPolicy,
): Finding<TrustErrorCode>[] {
  const entry = revokedAs(revoked, spkiSha256, certificate);
  if (entry === undefined) return [];
  const message = `the list of revoked fingerprints has the ${entry}`;
  return [signatureFinding("TRUST_REVOKED", "error", message)];
}

/** A finding about the detached signature. */
export function signatureFinding(
  code: TrustErrorCode,
  severity: Severity,
  message: string,
): Finding<TrustErrorCode> {
  return finding(TRUST_ERRORS, code, severity, message, {
    member: "signature.v2",
  });
}

function checkRole(
  { role }: TrustAnchor,
  { requireRole }: TrustPolicy,
): Finding<TrustErrorCode>[] {
  if (requireRole !== undefined)
    return role === requireRole
      ? []
      : [
          signatureFinding(
            "TRUST_ROLE",
            "error",
            `signed with a key of role ${role}, policy requires ${requireRole}`,
          ),
        ];
  return role === "ima"
    ? [
        signatureFinding(
          "TRUST_ROLE",
          "error",
          "signed with a key for file signatures (role ima), which does not sign patches",
        ),
      ]
    : [];
}

/** In another role than dev, everybody could pass for that role. */
function checkDevelopmentKey(signer: TrustAnchor): Finding<TrustErrorCode>[] {
  const owner = publicDevelopmentKey(signer.key.spkiSha256);
  if (owner === undefined) return [];
  return [
    signatureFinding(
      "TRUST_DEVELOPMENT_KEY",
      signer.role === "dev" ? "warning" : "error",
      `signed with ${owner}, whose private half is public; it is trusted as ${signer.role}`,
    ),
  ];
}

function checkKey(
  key: RsaPublicKey,
  policy: TrustPolicy,
  who: string,
): Finding<TrustErrorCode>[] {
  const findings: Finding<TrustErrorCode>[] = [];
  if (key.bits < policy.minRsaBits)
    findings.push(
      signatureFinding(
        "TRUST_WEAK_KEY",
        "error",
        `${who} has an RSA key of ${key.bits} bits, policy requires ${policy.minRsaBits}`,
      ),
    );
  if (key.exponent < 3n || key.exponent % 2n === 0n)
    findings.push(
      signatureFinding(
        "TRUST_EXPONENT",
        "error",
        `with the RSA exponent of ${who}, anybody could make signatures`,
      ),
    );
  else if (key.exponent < USUAL_EXPONENT)
    findings.push(
      signatureFinding(
        "TRUST_EXPONENT",
        "warning",
        `${who} has the RSA exponent ${key.exponent.toString()}, usual is 65537`,
      ),
    );
  return findings;
}

function checkDates(
  certificate: Certificate | undefined,
  { now, checkDates: strict }: TrustPolicy,
  what: string,
): Finding<TrustErrorCode>[] {
  if (certificate === undefined) return [];
  const severity = strict ? "error" : "warning";
  const { notBefore, notAfter } = certificate;
  if (now > notAfter)
    return [
      signatureFinding(
        "TRUST_EXPIRED",
        severity,
        `${what} expired on ${notAfter.toISOString()}`,
      ),
    ];
  if (now < notBefore)
    return [
      signatureFinding(
        "TRUST_NOT_YET_VALID",
        severity,
        `${what} is valid from ${notBefore.toISOString()} on`,
      ),
    ];
  return [];
}

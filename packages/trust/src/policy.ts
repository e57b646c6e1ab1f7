import type { Finding, Severity } from "@stx-patch/core";
import { finding } from "@stx-patch/core";
import { PROJECT_DEVELOPMENT_KEY } from "./development-key.js";
import type { TrustErrorCode } from "./error.js";
import { TRUST_ERRORS } from "./error.js";
import type { RsaPublicKey } from "./public-key.js";
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

/** Smallest exponent that current standards allow for new keys (FIPS 186-5: above 2 to the 16). */
const USUAL_EXPONENT = 65_537n;

/** What speaks against a signer whose signature is good. */
export function checkSigner(
  signer: TrustAnchor,
  key: RsaPublicKey,
  policy: TrustPolicy,
): Finding<TrustErrorCode>[] {
  return [
    ...checkRole(signer, policy),
    ...checkDevelopmentKey(signer),
    ...checkKey(key, policy),
    ...checkDates(signer, policy),
  ];
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
  if (signer.key.spkiSha256 !== PROJECT_DEVELOPMENT_KEY) return [];
  return [
    signatureFinding(
      "TRUST_DEVELOPMENT_KEY",
      signer.role === "dev" ? "warning" : "error",
      `signed with this project's development key, whose private half is public; it is trusted as ${signer.role}`,
    ),
  ];
}

function checkKey(
  key: RsaPublicKey,
  policy: TrustPolicy,
): Finding<TrustErrorCode>[] {
  const findings: Finding<TrustErrorCode>[] = [];
  if (key.bits < policy.minRsaBits)
    findings.push(
      signatureFinding(
        "TRUST_WEAK_KEY",
        "error",
        `the signer's RSA key has ${key.bits} bits, policy requires ${policy.minRsaBits}`,
      ),
    );
  if (key.exponent < 3n || key.exponent % 2n === 0n)
    findings.push(
      signatureFinding(
        "TRUST_EXPONENT",
        "error",
        "with the signer's RSA exponent, anybody could make signatures",
      ),
    );
  else if (key.exponent < USUAL_EXPONENT)
    findings.push(
      signatureFinding(
        "TRUST_EXPONENT",
        "warning",
        `the signer's RSA exponent is ${key.exponent.toString()}, usual is 65537`,
      ),
    );
  return findings;
}

function checkDates(
  { certificate }: TrustAnchor,
  { now, checkDates: strict }: TrustPolicy,
): Finding<TrustErrorCode>[] {
  if (certificate === undefined) return [];
  const severity = strict ? "error" : "warning";
  const { notBefore, notAfter } = certificate;
  if (now > notAfter)
    return [
      signatureFinding(
        "TRUST_EXPIRED",
        severity,
        `the signer's certificate expired on ${notAfter.toISOString()}`,
      ),
    ];
  if (now < notBefore)
    return [
      signatureFinding(
        "TRUST_NOT_YET_VALID",
        severity,
        `the signer's certificate is valid from ${notBefore.toISOString()} on`,
      ),
    ];
  return [];
}

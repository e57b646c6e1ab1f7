import type { Finding } from "@stx-patch/core";
import { equalBytes } from "@stx-patch/core";
import type { Certificate } from "./certificate.js";
import type { CertificateDetails } from "./certificate-details.js";
import { readCertificateDetails } from "./certificate-details.js";
import type { TrustErrorCode } from "./error.js";
import { TrustError } from "./error.js";
import type { EcdsaCheck } from "./data-signature.js";
import { verifyDataSignature } from "./data-signature.js";
import { signatureFinding } from "./policy.js";
import type { TrustAnchor } from "./trust-anchor.js";

/** A way from a signer's certificate to an anchor, and what speaks against it. */
export interface CertificateChain {
  /** Signer first, the anchor's certificate last. */
  readonly certificates: readonly Certificate[];
  /** Undefined when no anchor issued any of the certificates. */
  readonly anchor: TrustAnchor | undefined;
  readonly findings: readonly Finding<TrustErrorCode>[];
}

interface Link {
  readonly certificate: Certificate;
  readonly details: CertificateDetails;
}

/** Signer, CAs and anchor; nobody signs patches with more. */
const MAX_CHAIN_LENGTH = 8;
/** Bounds the work that certificates of one name, all issuing each other, can cause. */
const MAX_STEPS = 200;

const CODE_SIGNING = "2b06010505070303";
const ANY_PURPOSE = "551d2500";
const TIME_STAMPING = "2b06010505070308";

/** What the first certificate of a chain is used for. */
export interface ChainUse {
  /** `code` by default. */
  readonly purpose?: "code" | "timestamp";
  /** Without it, chains with signatures of keys on curves lead nowhere. */
  readonly ecdsa?: EcdsaCheck;
}

/**
 * Finds the best way from a certificate to an anchor: the shortest that nothing speaks against, else one that leads to an anchor.
 * Checked are names, signatures, CA flags, path lengths, key usage and critical extensions (RFC 5280 section 6); dates, key sizes and
 * revocation are policy.
 */
export function findChain(
  signer: Certificate,
  intermediates: readonly Certificate[],
  anchors: readonly TrustAnchor[],
  use: ChainUse = {},
): CertificateChain {
  const start = toLink(signer);
  if (start === undefined)
    return unknownIssuer([signer], "its certificate cannot be read");
  const own =
    use.purpose === "timestamp" ? anchorOf(signer, anchors) : undefined;
  if (own !== undefined)
    return {
      certificates: [signer],
      anchor: own,
      findings: checkLinks([start], use),
    };
  const pool = intermediates.flatMap(
    (certificate) => toLink(certificate) ?? [],
  );
  const ends = anchors.flatMap((anchor) => {
    const link = anchor.certificate && toLink(anchor.certificate);
    return link === undefined ? [] : [{ ...link, anchor }];
  });

  let best: CertificateChain | undefined;
  let longest: readonly Link[] = [start];
  const queue: (readonly Link[])[] = [[start]];
  for (let step = 0; step < MAX_STEPS; step++) {
    const path = queue.shift();
    if (path === undefined) break;
    const last = path.at(-1) ?? start;
    if (path.length > longest.length) longest = path;
    for (const end of ends.filter((link) => isNamedIssuer(link, last))) {
      const links = [...path, end];
      const chain: CertificateChain = {
        certificates: links.map(({ certificate }) => certificate),
        anchor: end.anchor,
        findings: checkLinks(links, use),
      };
      if (chain.findings.length === 0) return chain;
      best ??= chain;
    }
    if (path.length >= MAX_CHAIN_LENGTH - 1) continue;
    for (const link of pool)
      if (isNamedIssuer(link, last) && !path.some((seen) => isSame(seen, link)))
        queue.push([...path, link]);
  }
  return (
    best ??
    unknownIssuer(
      longest.map(({ certificate }) => certificate),
      `${longest.at(-1)?.certificate.issuer ?? ""} is no trust anchor`,
    )
  );
}

/** An authority that is trusted itself needs no issuer; of patch signers the caller knows that already. */
function anchorOf(
  { fingerprintSha256 }: Certificate,
  anchors: readonly TrustAnchor[],
): TrustAnchor | undefined {
  return anchors.find(
    ({ certificate }) => certificate?.fingerprintSha256 === fingerprintSha256,
  );
}

function unknownIssuer(
  certificates: readonly Certificate[],
  why: string,
): CertificateChain {
  const message = `signed by ${certificates[0]?.subject ?? ""}, whose certificate leads to no trust anchor: ${why}`;
  return {
    certificates,
    anchor: undefined,
    findings: [signatureFinding("TRUST_ISSUER_UNKNOWN", "error", message)],
  };
}

/** Undefined for a certificate whose inner parts cannot be read: it issues nothing. */
function toLink(certificate: Certificate): Link | undefined {
  try {
    return { certificate, details: readCertificateDetails(certificate.der) };
  } catch (error) {
    if (error instanceof TrustError) return undefined;
    throw error;
  }
}

function isNamedIssuer(issuer: Link, subject: Link): boolean {
  return (
    !isSame(issuer, subject) &&
    equalBytes(issuer.details.subjectName, subject.details.issuerName)
  );
}

function isSame(a: Link, b: Link): boolean {
  return a.certificate.fingerprintSha256 === b.certificate.fingerprintSha256;
}

function checkLinks(
  links: readonly Link[],
  { purpose = "code", ecdsa }: ChainUse,
): Finding<TrustErrorCode>[] {
  const [signer] = links;
  const findings: Finding<TrustErrorCode>[] = [];
  const report = (code: TrustErrorCode, message: string): void => {
    findings.push(signatureFinding(code, "error", message));
  };
  if (signer !== undefined) checkSignerUsage(signer, purpose, report);
  links.forEach((link, i) => {
    for (const oid of link.details.unknownCritical)
      report(
        "TRUST_CRITICAL_EXTENSION",
        `${link.certificate.subject} has the critical extension ${oid}`,
      );
    const issuer = links[i + 1];
    if (issuer === undefined) return;
    checkIssuer(issuer, i, report);
    if (!isSignedBy(link, issuer, ecdsa))
      report(
        "TRUST_ISSUER_SIGNATURE",
        `${issuer.certificate.subject} did not sign the certificate of ${link.certificate.subject}`,
      );
  });
  return findings;
}

function checkSignerUsage(
  { certificate, details }: Link,
  purpose: "code" | "timestamp",
  report: (code: TrustErrorCode, message: string) => void,
): void {
  if (details.usage?.signsData === false)
    report(
      "TRUST_KEY_USAGE",
      `the certificate of ${certificate.subject} is not for digital signatures`,
    );
  const { purposes, arePurposesCritical } = details;
  if (purpose === "timestamp") {
    // RFC 3161 section 2.3: this purpose and no other, and whoever does not know it has to refuse the certificate.
    if (
      !arePurposesCritical ||
      purposes?.length !== 1 ||
      purposes[0] !== TIME_STAMPING
    )
      report(
        "TRUST_KEY_USAGE",
        `the certificate of ${certificate.subject} is not for time stamps and nothing else`,
      );
  } else if (
    purposes !== undefined &&
    !purposes.includes(CODE_SIGNING) &&
    !purposes.includes(ANY_PURPOSE)
  )
    report(
      "TRUST_KEY_USAGE",
      `the certificate of ${certificate.subject} is for other purposes than signing code`,
    );
}

function checkIssuer(
  { certificate, details }: Link,
  casBelow: number,
  report: (code: TrustErrorCode, message: string) => void,
): void {
  const { subject } = certificate;
  if (!details.isCa)
    report("TRUST_ISSUER_NOT_CA", `${subject} is no certificate authority`);
  else if (details.usage?.signsCertificates === false)
    report(
      "TRUST_ISSUER_NOT_CA",
      `the key of ${subject} is not for signing certificates`,
    );
  if (details.pathLength !== undefined && casBelow > details.pathLength)
    report(
      "TRUST_PATH_LENGTH",
      `${subject} allows ${details.pathLength} authorities below it, there are ${casBelow}`,
    );
}

function isSignedBy(
  { details }: Link,
  issuer: Link,
  ecdsa: EcdsaCheck | undefined,
): boolean {
  return verifyDataSignature(
    {
      algorithm: details.signatureAlgorithm,
      data: details.body,
      signature: details.signature,
      spki: issuer.certificate.key.spki,
    },
    ecdsa,
  );
}

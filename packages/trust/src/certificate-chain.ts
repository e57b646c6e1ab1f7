import type { Finding } from "@stx-patch/core";
import { equalBytes } from "@stx-patch/core";
import type { Certificate } from "./certificate.js";
import type { CertificateDetails } from "./certificate-details.js";
import { readCertificateDetails } from "./certificate-details.js";
import type { TrustErrorCode } from "./error.js";
import { TrustError } from "./error.js";
import { forgeHash } from "./forge-hash.js";
import { matchesPkcs1 } from "./pkcs1-v1_5.js";
import { signatureFinding } from "./policy.js";
import { parsePublicKey } from "./public-key.js";
import { openSignature } from "./rsa.js";
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

/** Signature algorithms of certificates that are accepted; SHA-1 is not among them. */
const RSA_ALGORITHMS: Readonly<Record<string, "sha256" | "sha384" | "sha512">> =
  {
    "2a864886f70d01010b": "sha256",
    "2a864886f70d01010c": "sha384",
    "2a864886f70d01010d": "sha512",
  };
const CODE_SIGNING = "2b06010505070303";
const ANY_PURPOSE = "551d2500";

/**
 * Finds the best way from a certificate to an anchor: the shortest that nothing speaks against, else one that leads to an anchor.
 * Checked are names, signatures, CA flags, path lengths, key usage and critical extensions (RFC 5280 section 6); dates, key sizes and
 * revocation are policy.
 */
export function findChain(
  signer: Certificate,
  intermediates: readonly Certificate[],
  anchors: readonly TrustAnchor[],
): CertificateChain {
  const start = toLink(signer);
  if (start === undefined)
    return unknownIssuer([signer], "its certificate cannot be read");
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
        findings: checkLinks(links),
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

function checkLinks(links: readonly Link[]): Finding<TrustErrorCode>[] {
  const [signer] = links;
  const findings: Finding<TrustErrorCode>[] = [];
  const report = (code: TrustErrorCode, message: string): void => {
    findings.push(signatureFinding(code, "error", message));
  };
  if (signer !== undefined) checkSignerUsage(signer, report);
  links.forEach((link, i) => {
    for (const oid of link.details.unknownCritical)
      report(
        "TRUST_CRITICAL_EXTENSION",
        `${link.certificate.subject} has the critical extension ${oid}`,
      );
    const issuer = links[i + 1];
    if (issuer === undefined) return;
    checkIssuer(issuer, i, report);
    if (!isSignedBy(link, issuer))
      report(
        "TRUST_ISSUER_SIGNATURE",
        `${issuer.certificate.subject} did not sign the certificate of ${link.certificate.subject}`,
      );
  });
  return findings;
}

function checkSignerUsage(
  { certificate, details }: Link,
  report: (code: TrustErrorCode, message: string) => void,
): void {
  if (details.usage?.signsData === false)
    report(
      "TRUST_KEY_USAGE",
      `the certificate of ${certificate.subject} is not for digital signatures`,
    );
  const { purposes } = details;
  if (
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

function isSignedBy(subject: Link, issuer: Link): boolean {
  const algorithm = RSA_ALGORITHMS[subject.details.signatureAlgorithm];
  const key = parsePublicKey(issuer.certificate.key.spki);
  const hasher = algorithm && forgeHash(algorithm);
  if (
    algorithm === undefined ||
    hasher === undefined ||
    key.algorithm !== "rsa"
  )
    return false;
  const encoded = openSignature(key, subject.details.signature);
  if (encoded === undefined) return false;
  void hasher.update(subject.details.body);
  const digest = hasher.digest();
  return (
    digest instanceof Uint8Array && matchesPkcs1(encoded, algorithm, digest)
  );
}

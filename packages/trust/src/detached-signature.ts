import type { Finding } from "@stx-patch/core";
import type { Certificate } from "./certificate.js";
import { findChain } from "./certificate-chain.js";
import { TrustError } from "./error.js";
import type { TrustErrorCode } from "./error.js";
import { matchesPkcs1 } from "./pkcs1-v1_5.js";
import type { TrustPolicy } from "./policy.js";
import { checkSigner, signatureFinding } from "./policy.js";
import { pssSaltLength } from "./pss.js";
import type { RsaPublicKey } from "./public-key.js";
import { parsePublicKey } from "./public-key.js";
import { openSignature, signatureLength } from "./rsa.js";
import type { TrustAnchor } from "./trust-anchor.js";
import { UNSPECIFIED_ROLE } from "./trust-anchor.js";

/** What was found out about a detached signature. */
export interface SignatureVerdict {
  /** Whose key made the signature; known even when policy refuses it. */
  readonly signer: TrustAnchor | undefined;
  readonly scheme: "rsassa-pss" | "rsassa-pkcs1-v1_5" | undefined;
  /** Bytes of salt, for RSASSA-PSS. */
  readonly saltLength?: number | undefined;
  /** Certificates from the signer's to the anchor's; one when the signer is an anchor itself, none for a bare key. */
  readonly chain: readonly Certificate[];
  /** True when a trusted key made the signature and nothing speaks against it. */
  readonly trusted: boolean;
  readonly findings: Finding<TrustErrorCode>[];
}

/** What {@link verifyDetachedSignature} needs. */
export interface SignatureInput {
  /** SHA-256 over the signed members, as the seal gives it. */
  readonly sha256: Uint8Array;
  /** Content of `signature.v2`; untrusted. */
  readonly signature: Uint8Array;
  readonly anchors: readonly TrustAnchor[];
  /** Certificates that are not trusted by themselves: of signers, and of authorities between them and an anchor. */
  readonly intermediates?: readonly Certificate[] | undefined;
  readonly policy: TrustPolicy;
}

/** Source of a signer whose certificate leads to no anchor. */
const NO_ANCHOR = "none";

/** The only salt length that a target accepts. */
const SALT_BYTES = 32;
const SHA256_BYTES = 32;

/** How a signature was made. */
interface Scheme {
  readonly scheme: "rsassa-pss" | "rsassa-pkcs1-v1_5";
  readonly saltLength?: number;
}

interface RsaAnchor {
  readonly anchor: TrustAnchor;
  readonly key: RsaPublicKey;
}

/**
 * Verifies the detached signature of a patch (spec section 5) and says whether policy accepts its signer.
 *
 * Accepted are the two schemes that a target accepts: RSASSA-PSS with SHA-256, MGF1-SHA-256 and 32 bytes of salt, and, with a
 * warning, RSASSA-PKCS1-v1_5 with SHA-256. A bad signature is a finding, never an exception.
 *
 * @throws TrustError TRUST_DIGEST_LENGTH when `sha256` is no SHA-256 digest
 */
export function verifyDetachedSignature(
  input: SignatureInput,
): SignatureVerdict {
  if (input.sha256.length !== SHA256_BYTES)
    throw new TrustError(
      "TRUST_DIGEST_LENGTH",
      `expected a digest of ${SHA256_BYTES} bytes, got ${input.sha256.length}`,
    );
  const anchors = rsaAnchors(input.anchors);
  const verdicts = anchors.flatMap((candidate) => {
    const scheme = recogniseScheme(candidate.key, input);
    return scheme === undefined
      ? []
      : [signedVerdict(candidate, scheme, input.policy)];
  });
  // One key can be an anchor in several roles: the one that policy accepts counts. Chains are looked at only when there is none.
  const direct = verdicts.find(({ trusted }) => trusted);
  if (direct !== undefined) return direct;
  const issued = issuedVerdicts(input);
  return (
    issued.find(({ trusted }) => trusted) ??
    verdicts[0] ??
    issued[0] ?? {
      signer: undefined,
      scheme: undefined,
      chain: [],
      trusted: false,
      findings: [unsignedFinding(anchors, input)],
    }
  );
}

/** An anchor whose key made a signature, and how. */
export interface RecognisedSigner extends Scheme {
  readonly anchor: TrustAnchor;
}

/** The anchors whose keys made the signature, whatever policy says; any salt length. */
export function recogniseSigners(
  input: Pick<SignatureInput, "sha256" | "signature" | "anchors">,
): RecognisedSigner[] {
  return rsaAnchors(input.anchors).flatMap(({ anchor, key }) => {
    const scheme = recogniseScheme(key, input);
    return scheme === undefined ? [] : [{ anchor, ...scheme }];
  });
}

/** Verdicts for signers that an anchor issued a certificate to. */
function issuedVerdicts(input: SignatureInput): SignatureVerdict[] {
  const { intermediates = [], anchors, policy } = input;
  return intermediates.flatMap((certificate) => {
    const key = parsePublicKey(certificate.key.spki);
    const scheme =
      key.algorithm === "rsa" ? recogniseScheme(key, input) : undefined;
    if (key.algorithm !== "rsa" || scheme === undefined) return [];
    const chain = findChain(certificate, intermediates, anchors);
    const signer: TrustAnchor = {
      role: chain.anchor?.role ?? UNSPECIFIED_ROLE,
      source: chain.anchor?.source ?? NO_ANCHOR,
      certificate,
      key: certificate.key,
    };
    const findings = [
      ...chain.findings,
      ...checkScheme(scheme),
      ...checkSigner(signer, key, policy, chain.certificates.slice(1)),
    ];
    return [verdictOf(signer, scheme, chain.certificates, findings)];
  });
}

function verdictOf(
  signer: TrustAnchor,
  scheme: Scheme,
  chain: readonly Certificate[],
  findings: Finding<TrustErrorCode>[],
): SignatureVerdict {
  const trusted = findings.every(({ severity }) => severity !== "error");
  return { signer, ...scheme, chain, trusted, findings };
}

function rsaAnchors(anchors: readonly TrustAnchor[]): RsaAnchor[] {
  return anchors.flatMap((anchor) => {
    const key = parsePublicKey(anchor.key.spki);
    return key.algorithm === "rsa" ? [{ anchor, key }] : [];
  });
}

function recogniseScheme(
  key: RsaPublicKey,
  { signature, sha256 }: Pick<SignatureInput, "signature" | "sha256">,
): Scheme | undefined {
  const encoded = openSignature(key, signature);
  if (encoded === undefined) return undefined;
  const saltLength = pssSaltLength(encoded, key.bits, sha256);
  if (saltLength !== undefined) return { scheme: "rsassa-pss", saltLength };
  return matchesPkcs1(encoded, "sha256", sha256)
    ? { scheme: "rsassa-pkcs1-v1_5" }
    : undefined;
}

function signedVerdict(
  { anchor, key }: RsaAnchor,
  scheme: Scheme,
  policy: TrustPolicy,
): SignatureVerdict {
  const findings = [
    ...checkScheme(scheme),
    ...checkSigner(anchor, key, policy),
  ];
  const chain = anchor.certificate === undefined ? [] : [anchor.certificate];
  return verdictOf(anchor, scheme, chain, findings);
}

function checkScheme({
  scheme,
  saltLength,
}: Scheme): Finding<TrustErrorCode>[] {
  if (scheme === "rsassa-pkcs1-v1_5")
    return [
      signatureFinding(
        "TRUST_PKCS1",
        "warning",
        "signed with RSASSA-PKCS1-v1_5",
      ),
    ];
  return saltLength === SALT_BYTES
    ? []
    : [
        signatureFinding(
          "TRUST_SALT_LENGTH",
          "error",
          `the signature has ${saltLength ?? 0} bytes of salt, targets require ${SALT_BYTES}`,
        ),
      ];
}

function unsignedFinding(
  anchors: readonly RsaAnchor[],
  { signature, anchors: all }: SignatureInput,
): Finding<TrustErrorCode> {
  if (anchors.length === 0)
    return signatureFinding(
      "TRUST_NO_ANCHORS",
      "error",
      all.length === 0
        ? "there is no trust anchor"
        : "none of the trust anchors has an RSA key",
    );
  const lengths = new Set(anchors.map(({ key }) => signatureLength(key)));
  return lengths.has(signature.length)
    ? signatureFinding(
        "TRUST_BAD_SIGNATURE",
        "error",
        `no trusted key made this signature over these bytes (${anchors.length} tried)`,
      )
    : signatureFinding(
        "TRUST_SIGNATURE_LENGTH",
        "error",
        `the signature has ${signature.length} bytes, those of trusted keys have ${[...lengths].join(" or ")}`,
      );
}

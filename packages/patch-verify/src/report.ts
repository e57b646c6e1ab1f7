import type { KeyInfo } from "@stx-patch/core";
import type { PatchMetadata } from "@stx-patch/patch-format";
import type { RpmFile, RpmInfo } from "@stx-patch/rpm-parser";
import {
  publicDevelopmentKey,
  type Certificate,
  type SignatureVerdict,
  type TrustAnchor,
} from "@stx-patch/trust";
import type { CheckResult } from "./check-list.js";
import type { CheckFinding, FindingLog } from "./finding-log.js";
import { withOffset } from "./finding-place.js";
import { patchImpactOf, type PatchImpact } from "./impact/patch-impact.js";
import type { RpmImpact } from "./impact/rpm-impact.js";
import type {
  MemberView,
  PatchView,
  RpmView,
  ScriptView,
} from "./patch-view.js";
import type { ReleaseReport } from "./release/verdict.js";
import { explainTarget, type TargetReport } from "./target/explain.js";
import type { TargetVerdict } from "./target/verdict.js";

/**
 * `trusted`: everything holds. `untrusted`: well formed, but nobody we trust signed it.
 * `malformed`: broken or contradicting itself, whoever signed it.
 */
export type Verdict = "trusted" | "untrusted" | "malformed";

/** One certificate of a chain. */
export interface CertificateSummary {
  readonly subject: string;
  readonly issuer: string;
  /** Lower-case hex. */
  readonly serial: string;
  /** SHA-256 of the certificate (DER), hex. */
  readonly certificateSha256: string;
  readonly spkiSha256: string;
  /** ISO 8601. */
  readonly notBefore: string;
  readonly notAfter: string;
}

/** Who signed. */
export interface SignerSummary {
  readonly role: string;
  readonly scheme: string;
  /** Where the trust anchor came from. */
  readonly anchor: string;
  readonly subject: string | null;
  /** SHA-256 of the public key (DER SubjectPublicKeyInfo), hex. */
  readonly spkiSha256: string;
  readonly keyAlgorithm: KeyInfo["algorithm"];
  readonly keyBits: number;
  /** ISO 8601; null when the anchor is a bare key. */
  readonly notBefore: string | null;
  readonly notAfter: string | null;
  /** Whose development key this is, when its private half is known to be public: then anybody can have signed. */
  readonly publicKeyOf: string | null;
  /** From the signer's certificate to the anchor's; empty for a bare key. */
  readonly chain: readonly CertificateSummary[];
}

/** One RPM in a report. */
export interface RpmSummary {
  readonly fileName: string;
  readonly sizeBytes: number;
  /** `name-[epoch:]version-release.arch`; null when the file is not readable as an RPM. */
  readonly nevra: string | null;
  readonly personalities: readonly string[];
  readonly files: number;
  /** The packaged files, when they were asked for. */
  readonly fileList?: readonly RpmFile[];
  readonly ima: {
    readonly layout: RpmInfo["imaLayout"];
    /** Number of files that carry a signature. */
    readonly signedFiles: number;
  } | null;
  /** Digest names by outcome. */
  readonly digests: Readonly<Record<string, string>> | null;
  /** What installing it does; null when the file is not readable as an RPM. */
  readonly impact: RpmImpact | null;
}

/** Result of verifying one patch; `docs/schema/verify-report.schema.json` describes its JSON form. */
export interface VerificationReport {
  readonly schemaVersion: 1;
  readonly file: string | null;
  /** SHA-256 of the file as it is, hex; null unless it was asked for. */
  readonly fileSha256: string | null;
  readonly verdict: Verdict;
  readonly signer: SignerSummary | null;
  readonly metadata: PatchMetadata | null;
  readonly members: readonly MemberView[];
  readonly rpms: readonly RpmSummary[];
  readonly scripts: readonly ScriptView[];
  readonly checks: readonly CheckResult[];
  readonly findings: readonly CheckFinding[];
  /** Findings beyond the limit. */
  readonly findingsOmitted: number;
  /** What a deployed system would do, when it was asked for. */
  readonly target: TargetReport | null;
  /** What applying it does; null when metadata.xml or the RPMs could not be read. */
  readonly impact: PatchImpact | null;
  /** Whether it fits a release and other patches, when that was asked for; see `withRelease`. */
  readonly release: ReleaseReport | null;
}

/** Puts together what was seen and found; decides the verdict from the findings alone. */
export function createReport(
  view: PatchView,
  signature: SignatureVerdict | undefined,
  log: FindingLog,
  options: {
    readonly file: string | undefined;
    readonly target: TargetVerdict | undefined;
  },
): VerificationReport {
  const verdict = verdictOf(signature, log);
  return {
    schemaVersion: 1,
    file: options.file ?? null,
    fileSha256: null,
    verdict,
    signer: signerSummary(signature),
    metadata: view.metadata ?? null,
    members: view.members,
    rpms: (view.rpms ?? []).map((rpm) => rpmSummary(rpm, view.metadata)),
    scripts: view.scripts ?? [],
    checks: log.results(),
    findings: log.findings.map((found) => withOffset(found, view)),
    findingsOmitted: log.omitted,
    target:
      options.target === undefined
        ? null
        : explainTarget(options.target, verdict, log.findings),
    impact: patchImpactOf(view),
    release: null,
  };
}

function verdictOf(
  signature: SignatureVerdict | undefined,
  log: FindingLog,
): Verdict {
  const checks = log.results();
  const failed = checks
    .filter(({ state }) => state === "failed")
    .map(({ id }) => id);
  if (failed.some((id) => id !== "signature" && id !== "ima"))
    return "malformed";
  if (failed.length > 0 || signature?.trusted !== true) return "untrusted";
  // Trust is said only of what was looked at completely; IMA is looked at on request.
  const skipped = checks.some(
    ({ id, state }) => state === "not-run" && id !== "ima",
  );
  return skipped ? "malformed" : "trusted";
}

function signerSummary(
  signature: SignatureVerdict | undefined,
): SignerSummary | null {
  const anchor = signature?.signer;
  if (anchor === undefined) return null;
  return {
    ...anchorSummary(anchor),
    scheme: signature?.scheme ?? "unknown",
    publicKeyOf: publicDevelopmentKey(anchor.key.spkiSha256) ?? null,
    chain: signature?.chain.map(certificateSummary) ?? [],
  };
}

function certificateSummary(certificate: Certificate): CertificateSummary {
  return {
    subject: certificate.subject,
    issuer: certificate.issuer,
    serial: certificate.serial,
    certificateSha256: certificate.fingerprintSha256,
    spkiSha256: certificate.key.spkiSha256,
    notBefore: certificate.notBefore.toISOString(),
    notAfter: certificate.notAfter.toISOString(),
  };
}

function anchorSummary({
  role,
  source,
  certificate,
  key,
}: TrustAnchor): Omit<SignerSummary, "scheme" | "publicKeyOf" | "chain"> {
  return {
    role,
    anchor: source,
    subject: certificate?.subject ?? null,
    spkiSha256: key.spkiSha256,
    keyAlgorithm: key.algorithm,
    keyBits: key.bits,
    notBefore: certificate?.notBefore.toISOString() ?? null,
    notAfter: certificate?.notAfter.toISOString() ?? null,
  };
}

function rpmSummary(
  rpm: RpmView,
  metadata: PatchMetadata | undefined,
): RpmSummary {
  const { info, digests } = rpm;
  return {
    fileName: rpm.fileName,
    sizeBytes: rpm.sizeBytes,
    nevra: info?.nevra ?? null,
    personalities:
      metadata?.personalities
        .filter(
          ({ packages }) => info !== undefined && packages.includes(info.name),
        )
        .map(({ type }) => type) ?? [],
    files: rpm.fileCount,
    ...(rpm.fileList === undefined ? {} : { fileList: rpm.fileList }),
    ima:
      info === undefined
        ? null
        : {
            layout: info.imaLayout,
            signedFiles: rpm.signedFileCount,
          },
    digests:
      digests === undefined
        ? null
        : Object.fromEntries(
            digests.checks.map(({ name, state }) => [name, state]),
          ),
    impact: rpm.impact ?? null,
  };
}

import {
  equalBytes,
  finding,
  findingFromError,
  isCodedError,
  toHex,
  type Finding,
} from "@stx-patch/core";
import {
  DER,
  DerReader,
  digestOf,
  isDataSignatureAlgorithm,
  parseCertificate,
  verifyTimestampSigner,
  type Certificate,
  type DataDigest,
  type TimestampTrust,
} from "@stx-patch/trust";
import {
  TIMESTAMP_ERRORS,
  TimestampError,
  type TimestampErrorCode,
} from "./error.js";
import { OID } from "./oid.js";
import { malformed, readingDer } from "./reading.js";
import type { TimestampRequest } from "./request.js";
import { parseTimestampResponse, type TimestampResponse } from "./response.js";
import type { SignedData } from "./signed-data.js";
import { findSigningCertificate } from "./signing-certificate.js";
import type { TimestampInfo } from "./tst-info.js";

/** What was found out about a time stamp. */
export interface TimestampVerdict {
  /** Undefined when it could not be read. */
  readonly info: TimestampInfo | undefined;
  /** From the authority's certificate to the anchor's; empty when the authority's is not there. */
  readonly chain: readonly Certificate[];
  /** It is good when none of them is an error. */
  readonly findings: readonly Finding[];
}

/** What a time stamp is held against besides its own signature. */
export interface TimestampExpectation extends TimestampTrust {
  /** For the warning that a certificate has expired since. */
  readonly now: Date;
  /** Certificates that may be missing in the time stamp. */
  readonly certificates?: readonly Certificate[] | undefined;
  /** What was asked for: the answer has to have the same number and, when one was asked for, the same policy. */
  readonly request?: Pick<TimestampRequest, "nonce" | "policy"> | undefined;
}

const DIGESTS: Readonly<Record<string, DataDigest>> = {
  [OID.sha256]: "sha256",
  [OID.sha384]: "sha384",
  [OID.sha512]: "sha512",
};

/**
 * Verifies a time stamp by itself: structure, the authority's signature, the way from its certificate to an anchor at the time that it
 * states. What it is a time stamp of, {@link checkImprint} compares. Whatever is wrong with it is in the findings.
 */
export async function verifyTimestamp(
  der: Uint8Array,
  expected: TimestampExpectation,
): Promise<TimestampVerdict> {
  let info: TimestampInfo | undefined;
  try {
    const response = parseTimestampResponse(der);
    ({ info } = response);
    const { chain, findings } = await verifySigner(response, expected);
    return {
      ...{ info, chain },
      findings: [
        ...findings,
        ...checkRequest(info, expected.request),
        ...checkToday(chain, expected),
      ],
    };
  } catch (error) {
    if (!isCodedError(error)) throw error;
    return { info, chain: [], findings: [findingFromError(error, "error")] };
  }
}

/**
 * Whether a time stamp is of this content.
 *
 * @param sha256 - of the content
 */
export function checkImprint(
  { imprint, imprintAlgorithm }: TimestampInfo,
  sha256: Uint8Array,
): Finding<TimestampErrorCode>[] {
  if (imprintAlgorithm !== OID.sha256)
    return [found("TIMESTAMP_IMPRINT", "it is not of a SHA-256")];
  return equalBytes(imprint, sha256)
    ? []
    : [found("TIMESTAMP_IMPRINT", "it is of something else")];
}

async function verifySigner(
  { signedData, info }: TimestampResponse,
  { anchors, policy, certificates = [] }: TimestampExpectation,
): Promise<Pick<TimestampVerdict, "chain" | "findings">> {
  const digest = DIGESTS[signedData.digestAlgorithm];
  const { signatureAlgorithm: algorithm } = signedData;
  if (digest === undefined || !isDataSignatureAlgorithm(algorithm))
    return refused("TIMESTAMP_ALGORITHM", "its algorithms are not accepted");
  const intermediates = [...readCertificates(signedData), ...certificates];
  const certificate = readingDer("the time stamp", () =>
    findSigningCertificate(signedData, intermediates),
  );
  if (certificate === undefined)
    return refused(
      "TIMESTAMP_CERTIFICATE",
      "its signer's certificate is missing",
    );
  assertAttributes(signedData, digest);
  const { isSigned, chain, findings } = await verifyTimestampSigner(
    {
      ...{ certificate, intermediates, at: info.time },
      signature: {
        ...{ algorithm, digest },
        data: signedData.signedBytes,
        signature: signedData.signature,
      },
    },
    { anchors, policy },
  );
  return isSigned
    ? // What they are about is the file, not a member of the patch.
      {
        chain,
        findings: findings.map((one) => ({ ...one, member: undefined })),
      }
    : refused(
        "TIMESTAMP_SIGNATURE",
        `${certificate.subject} did not sign it as it is`,
      );
}

/** Only what can be read counts: an authority's certificate may come with others of kinds that are not known here. */
function readCertificates({ certificates }: SignedData): Certificate[] {
  return certificates.flatMap((der) => {
    try {
      return [parseCertificate(der)];
    } catch (error) {
      if (isCodedError(error)) return [];
      throw error;
    }
  });
}

/**
 * RFC 5652 section 11: what the signature covers has to name this very content.
 *
 * @throws TimestampError TIMESTAMP_MALFORMED, TIMESTAMP_SIGNATURE
 */
function assertAttributes(
  { attributes, content }: SignedData,
  algorithm: DataDigest,
): void {
  const type = attributes.get(OID.contentType);
  const message = attributes.get(OID.messageDigest);
  if (type === undefined || message === undefined)
    throw malformed("it does not sign its content's type and digest");
  const { oid, digest } = readingDer("the time stamp", () => ({
    oid: new DerReader(type).read(DER.oid, "the content's type").content,
    digest: new DerReader(message).read(DER.octetString, "the content's digest")
      .content,
  }));
  if (toHex(oid) !== OID.tstInfo)
    throw malformed("it signs content of another type than it has");
  if (!equalBytes(digest, digestOf(algorithm, content)))
    throw new TimestampError(
      "TIMESTAMP_SIGNATURE",
      "it signs another content than it has",
    );
}

function checkRequest(
  { nonce, policy }: TimestampInfo,
  request: TimestampExpectation["request"],
): Finding<TimestampErrorCode>[] {
  if (request === undefined) return [];
  const findings: Finding<TimestampErrorCode>[] = [];
  if (request.nonce !== undefined && nonce !== request.nonce)
    findings.push(
      found(
        "TIMESTAMP_NONCE",
        nonce === undefined
          ? "it has no nonce, the request has one"
          : "its nonce is not the request's",
      ),
    );
  if (request.policy !== undefined && policy !== request.policy)
    findings.push(
      found(
        "TIMESTAMP_POLICY",
        `its policy is ${policy}, the request asks for ${request.policy}`,
      ),
    );
  return findings;
}

function checkToday(
  [certificate]: readonly Certificate[],
  { now }: TimestampExpectation,
): Finding<TimestampErrorCode>[] {
  if (certificate === undefined || now <= certificate.notAfter) return [];
  const on = certificate.notAfter.toISOString();
  return [
    finding(
      TIMESTAMP_ERRORS,
      "TIMESTAMP_TSA_EXPIRED",
      "warning",
      `the certificate of ${certificate.subject} expired on ${on}`,
    ),
  ];
}

function refused(
  code: TimestampErrorCode,
  message: string,
): Pick<TimestampVerdict, "chain" | "findings"> {
  return { chain: [], findings: [found(code, message)] };
}

function found(
  code: TimestampErrorCode,
  message: string,
): Finding<TimestampErrorCode> {
  return finding(TIMESTAMP_ERRORS, code, "error", message);
}

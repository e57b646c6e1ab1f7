import { toHex } from "@stx-patch/core";
import { DER, DerReader, malformed, unsignedInteger } from "./der.js";

/** What a certificate says about its place in a chain (RFC 5280), as far as chains of patch signers need it. */
export interface CertificateDetails {
  /** The bytes that the issuer signed. */
  readonly body: Uint8Array;
  /** Object identifier of the issuer's signature algorithm, DER content in hex. */
  readonly signatureAlgorithm: string;
  readonly signature: Uint8Array;
  /** Names as DER: chains are made by comparing bytes, not spellings. */
  readonly issuerName: Uint8Array;
  readonly subjectName: Uint8Array;
  readonly isCa: boolean;
  /** CA certificates that may follow below this one; undefined: any number. */
  readonly pathLength: number | undefined;
  /** Undefined when the certificate does not restrict itself. */
  readonly usage:
    | { readonly signsData: boolean; readonly signsCertificates: boolean }
    | undefined;
  /** Object identifiers of extended purposes; undefined when there is no restriction. */
  readonly purposes: readonly string[] | undefined;
  /** Whoever does not know the purposes must refuse the certificate. */
  readonly arePurposesCritical: boolean;
  /** Object identifiers (hex) of critical extensions that are not understood here. */
  readonly unknownCritical: readonly string[];
}

type Extensions = Pick<
  CertificateDetails,
  | "isCa"
  | "pathLength"
  | "usage"
  | "purposes"
  | "arePurposesCritical"
  | "unknownCritical"
>;

const EXTENSIONS_TAG = 0xa3;
const BOOLEAN = 0x01;
const BASIC_CONSTRAINTS = "551d13";
const KEY_USAGE = "551d0f";
const EXTENDED_KEY_USAGE = "551d25";
/** Longest path length worth counting; chains here are much shorter. */
const MAX_PATH_LENGTH = 255n;

/**
 * Reads the parts of a certificate that chains are made of. Anchors are accepted without: they are trusted because somebody chose
 * them, whatever their extensions say.
 *
 * @throws TrustError TRUST_MALFORMED
 */
export function readCertificateDetails(der: Uint8Array): CertificateDetails {
  const certificate = new DerReader(der).enter(DER.sequence, "the certificate");
  const bodyValue = certificate.read(DER.sequence, "the certificate's body");
  const algorithm = certificate
    .enter(DER.sequence, "the certificate's algorithm")
    .read(DER.oid, "the certificate's algorithm");
  const signature = certificate.read(
    DER.bitString,
    "the certificate's signature",
  );

  const body = new DerReader(bodyValue.content);
  if (body.nextTag === DER.context0) body.readAny("the version");
  body.read(DER.integer, "the serial number");
  const innerAlgorithm = body
    .enter(DER.sequence, "the signature's algorithm")
    .read(DER.oid, "the signature's algorithm");
  if (toHex(innerAlgorithm.content) !== toHex(algorithm.content))
    throw malformed("the certificate names two signature algorithms");
  const issuerName = body.read(DER.sequence, "the issuer").whole;
  body.read(DER.sequence, "the validity");
  const subjectName = body.read(DER.sequence, "the subject").whole;
  body.read(DER.sequence, "the public key");

  return {
    body: bodyValue.whole,
    signatureAlgorithm: toHex(algorithm.content),
    // The first byte counts unused bits; another value than 0 makes the signature fail, as it should.
    signature: signature.content.subarray(1),
    issuerName,
    subjectName,
    ...readExtensions(body),
  };
}

function readExtensions(body: DerReader): Extensions {
  let found: Extensions = {
    isCa: false,
    pathLength: undefined,
    usage: undefined,
    purposes: undefined,
    arePurposesCritical: false,
    unknownCritical: [],
  };
  while (!body.atEnd) {
    const { tag, content } = body.readAny("an optional field");
    if (tag !== EXTENSIONS_TAG) continue;
    const list = new DerReader(content).enter(DER.sequence, "the extensions");
    const seen = new Set<string>();
    while (!list.atEnd) {
      const extension = list.enter(DER.sequence, "an extension");
      const oid = toHex(extension.read(DER.oid, "an extension's type").content);
      if (seen.has(oid)) throw malformed("an extension occurs twice");
      seen.add(oid);
      const isCritical =
        extension.nextTag === BOOLEAN &&
        extension.readAny("an extension").content[0] !== 0;
      const value = extension.read(DER.octetString, "an extension").content;
      found = withExtension(found, oid, isCritical, new DerReader(value));
    }
  }
  return found;
}

function withExtension(
  found: Extensions,
  oid: string,
  isCritical: boolean,
  value: DerReader,
): Extensions {
  switch (oid) {
    case BASIC_CONSTRAINTS:
      return { ...found, ...readBasicConstraints(value) };
    case KEY_USAGE: {
      const [, bits = 0] = value.read(DER.bitString, "the key usage").content;
      return {
        ...found,
        usage: {
          // digitalSignature or nonRepudiation; keyCertSign.
          signsData: (bits & 0xc0) !== 0,
          signsCertificates: (bits & 0x04) !== 0,
        },
      };
    }
    case EXTENDED_KEY_USAGE: {
      const list = value.enter(DER.sequence, "the extended key usage");
      const purposes: string[] = [];
      while (!list.atEnd)
        purposes.push(toHex(list.read(DER.oid, "a purpose").content));
      return { ...found, purposes, arePurposesCritical: isCritical };
    }
    default:
      return isCritical
        ? { ...found, unknownCritical: [...found.unknownCritical, oid] }
        : found;
  }
}

function readBasicConstraints(
  value: DerReader,
): Pick<Extensions, "isCa" | "pathLength"> {
  const constraints = value.enter(DER.sequence, "the basic constraints");
  const isCa =
    constraints.nextTag === BOOLEAN &&
    constraints.readAny("the CA flag").content[0] !== 0;
  if (constraints.atEnd) return { isCa, pathLength: undefined };
  const length = unsignedInteger(
    constraints.read(DER.integer, "the path length"),
    "the path length",
  );
  const count = BigInt(`0x${toHex(length)}`);
  return {
    isCa,
    pathLength: Number(count < MAX_PATH_LENGTH ? count : MAX_PATH_LENGTH),
  };
}

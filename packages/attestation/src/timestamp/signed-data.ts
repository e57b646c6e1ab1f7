import { toHex } from "@stx-patch/core";
import { DER, DerReader, readAlgorithm } from "@stx-patch/trust";
import { OID } from "./oid.js";
import { malformed } from "./reading.js";

const EXPLICIT_0 = 0xa0;
const IMPLICIT_1 = 0xa1;
/** A certificate of another kind than X.509 has another tag. */
const MAX_CERTIFICATES = 20;
const MAX_ATTRIBUTES = 50;

/** A CMS SignedData with one signer, as time stamps are (RFC 5652 section 5, RFC 3161 section 2.4.2). */
export interface SignedData {
  /** DER of the statement. */
  readonly content: Uint8Array;
  /** DER, in the order of the file; not looked at. */
  readonly certificates: readonly Uint8Array[];
  readonly digestAlgorithm: string;
  readonly signatureAlgorithm: string;
  readonly signature: Uint8Array;
  /** DER of what the signature is over: the signed attributes as a set. */
  readonly signedBytes: Uint8Array;
  /** Value of each signed attribute, by object identifier; each occurs once and has one value. */
  readonly attributes: ReadonlyMap<string, Uint8Array>;
}

/**
 * Reads a TimeStampToken.
 *
 * @throws TimestampError TIMESTAMP_MALFORMED; TrustError TRUST_MALFORMED
 */
export function readSignedData(token: DerReader): SignedData {
  expectOid(token, OID.signedData, "the token");
  const wrapper = token.enter(EXPLICIT_0, "the token");
  token.expectEnd("the token");
  const data = wrapper.enter(DER.sequence, "the signed data");
  wrapper.expectEnd("the signed data");
  data.read(DER.integer, "the version");
  data.read(DER.set, "the digest algorithms");
  const content = readContent(data.enter(DER.sequence, "the content"));
  const certificates =
    data.nextTag === EXPLICIT_0
      ? readCertificates(data.enter(EXPLICIT_0, "the certificates"))
      : [];
  if (data.nextTag === IMPLICIT_1) data.read(IMPLICIT_1, "the revocations");
  const signers = data.enter(DER.set, "the signers");
  data.expectEnd("the signers");
  const signer = signers.enter(DER.sequence, "the signer");
  signers.expectEnd("the one signer");
  return { content, certificates, ...readSigner(signer) };
}

function readContent(content: DerReader): Uint8Array {
  expectOid(content, OID.tstInfo, "the content");
  const wrapper = content.enter(EXPLICIT_0, "the content");
  content.expectEnd("the content");
  const value = wrapper.read(DER.octetString, "the content").content;
  wrapper.expectEnd("the content");
  return value;
}

function readCertificates(list: DerReader): Uint8Array[] {
  const certificates: Uint8Array[] = [];
  while (!list.atEnd) {
    const { tag, whole } = list.readAny("a certificate");
    if (tag === DER.sequence) certificates.push(whole);
    if (certificates.length > MAX_CERTIFICATES)
      throw malformed(`there are more than ${MAX_CERTIFICATES} certificates`);
  }
  return certificates;
}

function readSigner(
  signer: DerReader,
): Omit<SignedData, "content" | "certificates"> {
  signer.read(DER.integer, "the signer's version");
  // Who it is said to be; who it is, the signed attributes say.
  signer.readAny("the signer's name");
  const digestAlgorithm = readAlgorithm(signer, "the digest algorithm");
  const signed = signer.read(EXPLICIT_0, "the signed attributes");
  const signatureAlgorithm = readAlgorithm(signer, "the signature algorithm");
  const signature = signer.read(DER.octetString, "the signature").content;
  if (signer.nextTag === IMPLICIT_1)
    signer.read(IMPLICIT_1, "the unsigned attributes");
  signer.expectEnd("the signer");
  // RFC 5652 section 5.4: signed as the set that it is, not with the tag that it has here.
  // Not slice(): of a Buffer it is the same memory, and the caller's time stamp would change.
  const signedBytes = new Uint8Array(signed.whole);
  signedBytes[0] = DER.set;
  return {
    ...{ digestAlgorithm, signatureAlgorithm, signature, signedBytes },
    attributes: readAttributes(new DerReader(signed.content)),
  };
}

function readAttributes(list: DerReader): Map<string, Uint8Array> {
  const attributes = new Map<string, Uint8Array>();
  while (!list.atEnd) {
    const attribute = list.enter(DER.sequence, "an attribute");
    const oid = toHex(attribute.read(DER.oid, "an attribute").content);
    const values = attribute.enter(DER.set, "an attribute");
    attribute.expectEnd("an attribute");
    const { whole } = values.readAny("an attribute's value");
    values.expectEnd("an attribute's one value");
    if (attributes.has(oid)) throw malformed("an attribute occurs twice");
    attributes.set(oid, whole);
    if (attributes.size > MAX_ATTRIBUTES)
      throw malformed(`there are more than ${MAX_ATTRIBUTES} attributes`);
  }
  return attributes;
}

function expectOid(reader: DerReader, oid: string, what: string): void {
  const found = toHex(reader.read(DER.oid, what).content);
  if (found !== oid) throw malformed(`${what} is of another type`);
}

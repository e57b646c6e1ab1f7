import { equalBytes } from "@stx-patch/core";
import {
  DER,
  DerReader,
  digestOf,
  readAlgorithm,
  type Certificate,
} from "@stx-patch/trust";
import { OID } from "./oid.js";
import { malformed } from "./reading.js";
import type { SignedData } from "./signed-data.js";

/** A certificate by a digest of its DER. */
interface CertificateId {
  readonly algorithm: "sha1" | "sha256" | "sha384" | "sha512";
  readonly digest: Uint8Array;
}

const DIGESTS: Readonly<Record<string, CertificateId["algorithm"]>> = {
  [OID.sha1]: "sha1",
  [OID.sha256]: "sha256",
  [OID.sha384]: "sha384",
  [OID.sha512]: "sha512",
};

/**
 * The certificate that the signed attributes name as the signer's (RFC 2634, RFC 5035, RFC 5816): by its digest, so that no other one of
 * the same key can take its place. Where both kinds of name are there, both have to be its.
 *
 * @throws TimestampError TIMESTAMP_MALFORMED; TrustError TRUST_MALFORMED
 */
export function findSigningCertificate(
  { attributes }: SignedData,
  candidates: readonly Certificate[],
): Certificate | undefined {
  const older = attributes.get(OID.signingCertificate);
  const newer = attributes.get(OID.signingCertificateV2);
  const ids = [
    ...(older === undefined ? [] : [firstId(older, "sha1")]),
    ...(newer === undefined ? [] : [firstId(newer, "sha256")]),
  ];
  if (ids.length === 0)
    throw malformed("it does not name its signer's certificate");
  return candidates.find(({ der }) =>
    ids.every(({ algorithm, digest }) =>
      equalBytes(digestOf(algorithm, der), digest),
    ),
  );
}

/** The first one is the signer's, further ones are its issuers'. */
function firstId(
  attribute: Uint8Array,
  usual: "sha1" | "sha256",
): CertificateId {
  const what = "the name of the signer's certificate";
  const id = new DerReader(attribute)
    .enter(DER.sequence, what)
    .enter(DER.sequence, what)
    .enter(DER.sequence, what);
  // Only the newer kind can say which digest it is.
  const named =
    usual === "sha256" && id.nextTag === DER.sequence
      ? DIGESTS[readAlgorithm(id, what)]
      : usual;
  if (named === undefined)
    throw malformed(`${what} is made with another digest`);
  return { algorithm: named, digest: id.read(DER.octetString, what).content };
}

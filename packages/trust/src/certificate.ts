import type { KeyInfo } from "@stx-patch/core";
import { toHex } from "@stx-patch/core";
import { assertCanonicalDer } from "./canonical-der.js";
import { DER, DerReader, integerHex, malformed } from "./der.js";
import { readName } from "./distinguished-name.js";
import { digestOf } from "./forge-hash.js";
import { keyInfoOf, parsePublicKey } from "./public-key.js";

/** An X.509 certificate, as far as trust decisions need it. */
export interface Certificate {
  readonly der: Uint8Array;
  /** E.g. `O=stx-patch, CN=signing key`, in the certificate's order. */
  readonly subject: string;
  readonly issuer: string;
  /** Lower-case hex of whole bytes; a minus before a negative one. */
  readonly serial: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** SHA-256 of the DER, lower-case hex. */
  readonly fingerprintSha256: string;
  readonly key: KeyInfo;
  /** RSA public exponent; undefined for EC keys. */
  readonly exponent: bigint | undefined;
}

/**
 * Reads one DER certificate. Its signature is not checked: an anchor is trusted because somebody chose it, as on the target.
 *
 * @throws TrustError TRUST_MALFORMED, TRUST_NOT_CANONICAL, TRUST_KEY_TYPE
 */
export function parseCertificate(der: Uint8Array): Certificate {
  const outer = new DerReader(der);
  const certificate = outer.enter(DER.sequence, "the certificate");
  outer.expectEnd("the certificate");
  const body = certificate.enter(DER.sequence, "the certificate's body");
  certificate.enter(DER.sequence, "the certificate's algorithm");
  certificate.read(DER.bitString, "the certificate's signature");
  certificate.expectEnd("the certificate's signature");

  if (body.nextTag === DER.context0) body.readAny("the version");
  const serial = integerHex(
    body.read(DER.integer, "the serial number").content,
    "the serial number",
  );
  body.enter(DER.sequence, "the signature's algorithm");
  const issuer = readName(body.enter(DER.sequence, "the issuer"));
  const validity = body.enter(DER.sequence, "the validity");
  const notBefore = readTime(validity);
  const notAfter = readTime(validity);
  const subject = readName(body.enter(DER.sequence, "the subject"));
  const spki = body.read(DER.sequence, "the public key").whole;
  const key = parsePublicKey(spki);
  assertCanonicalDer(der);

  return {
    der,
    subject,
    issuer,
    serial,
    notBefore,
    notAfter,
    fingerprintSha256: toHex(digestOf("sha256", der)),
    key: keyInfoOf(spki),
    exponent: key.algorithm === "rsa" ? key.exponent : undefined,
  };
}

/** RFC 5280 allows these two forms only, both to the second and in UTC. */
function readTime(validity: DerReader): Date {
  const { tag, content } = validity.readAny("a date");
  const text = new TextDecoder("latin1").decode(content);
  const short = tag === DER.utcTime;
  const pattern = short ? /^\d{12}Z$/ : /^\d{14}Z$/;
  if ((!short && tag !== DER.generalizedTime) || !pattern.test(text))
    throw malformed("a date has another form");
  const century = short ? (Number(text.slice(0, 2)) < 50 ? "20" : "19") : "";
  const iso = (century + text).replace(
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/,
    "$1-$2-$3T$4:$5:$6.000Z",
  );
  const date = new Date(iso);
  // An impossible day such as 30 February comes out as another one, or as none.
  if (Number.isNaN(date.getTime()) || date.toISOString() !== iso)
    throw malformed("a date does not exist");
  return date;
}

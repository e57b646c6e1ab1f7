// Certificates and public keys: what is taken must be a key for OpenSSL too.
import { createPublicKey, X509Certificate } from "node:crypto";
import { anchorsFrom, TRUST_ERRORS } from "@stx-patch/trust";

import { certificates } from "./certificates.mjs";
import { claim, orCoded, words } from "./support.mjs";

async function run(bytes) {
  const { value: anchors = [] } = await orCoded(TRUST_ERRORS, () =>
    anchorsFrom(bytes, { source: "input" }),
  );
  for (const { key, certificate } of anchors) {
    claim(/^[0-9a-f]{64}$/.test(key.spkiSha256), "a key without fingerprint");
    const theirs = opensslKey(key.spki);
    if (theirs !== undefined)
      claim(theirs === key.bits, `OpenSSL counts ${theirs} bits`);
    if (certificate !== undefined) agreesWithOpenssl(certificate);
  }
}

/** Size of the key, or undefined when OpenSSL does not take it: it checks curve points, for instance. */
function opensslKey(spki) {
  try {
    const key = createPublicKey({
      key: Buffer.from(spki),
      format: "der",
      type: "spki",
    });
    return key.asymmetricKeyDetails?.modulusLength;
  } catch {
    return undefined;
  }
}

function agreesWithOpenssl(certificate) {
  const theirs = opensslCertificate(certificate.der);
  if (theirs === undefined) return;
  const fingerprint = theirs.fingerprint256.replaceAll(":", "").toLowerCase();
  claim(
    fingerprint === certificate.fingerprintSha256,
    "OpenSSL has another fingerprint",
  );
  claim(
    isSameTime(theirs.validFrom, certificate.notBefore) &&
      isSameTime(theirs.validTo, certificate.notAfter),
    "OpenSSL has other dates",
  );
}

function opensslCertificate(der) {
  try {
    return new X509Certificate(Buffer.from(der));
  } catch {
    return undefined;
  }
}

/** What OpenSSL cannot print as a date ("Bad time value") is no disagreement. */
function isSameTime(text, date) {
  const time = Date.parse(text);
  return Number.isNaN(time) || time === date.getTime();
}

export const target = {
  maxBytes: 1 << 13,
  run,
  dictionary: words(
    [0x30, 0x82],
    [0x30, 0x80],
    [0x02, 0x01, 0x00],
    [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01],
    [0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01],
    [0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07],
    [0x05, 0x00],
    [0x84, 0x7f, 0xff, 0xff, 0xff],
    "-----BEGIN CERTIFICATE-----\n",
    "-----END CERTIFICATE-----\n",
    "-----BEGIN PUBLIC KEY-----\n",
    "20200101000000Z",
  ),
  seeds: () => certificates(),
};

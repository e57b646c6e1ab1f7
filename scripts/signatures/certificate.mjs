// X.509 certificates for keys that scripts make.
import forge from "node-forge";

/**
 * A certificate, in DER.
 *
 * @param options.privateKey - PEM of the subject's key
 * @param options.issuer - `{ commonName, privateKey }`; default: the subject itself
 * @param options.serial - hex, positive
 * @param options.isAuthority - may issue certificates itself
 */
export function makeCertificate({
  privateKey,
  commonName,
  serial,
  notBefore,
  notAfter,
  issuer = { commonName, privateKey },
  isAuthority = false,
}) {
  const subjectKey = forge.pki.privateKeyFromPem(privateKey);
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.setRsaPublicKey(subjectKey.n, subjectKey.e);
  certificate.serialNumber = serial;
  certificate.validity.notBefore = notBefore;
  certificate.validity.notAfter = notAfter;
  certificate.setSubject(nameOf(commonName));
  certificate.setIssuer(nameOf(issuer.commonName));
  certificate.setExtensions([
    { name: "basicConstraints", cA: isAuthority, critical: true },
    {
      name: "keyUsage",
      critical: true,
      ...(isAuthority ? { keyCertSign: true } : { digitalSignature: true }),
    },
    { name: "subjectKeyIdentifier" },
  ]);
  const issuerKey = forge.pki.privateKeyFromPem(issuer.privateKey);
  certificate.sign(issuerKey, forge.md.sha256.create());
  const asn1 = forge.pki.certificateToAsn1(certificate);
  return Buffer.from(forge.asn1.toDer(asn1).getBytes(), "latin1");
}

/** DER as a PEM block. */
export function certificatePem(der) {
  const lines = der.toString("base64").match(/.{1,64}/g);
  return [
    "-----BEGIN CERTIFICATE-----",
    ...lines,
    "-----END CERTIFICATE-----",
    "",
  ].join("\n");
}

function nameOf(commonName) {
  return [
    { name: "organizationName", value: "stx-patch" },
    { name: "commonName", value: commonName },
  ];
}

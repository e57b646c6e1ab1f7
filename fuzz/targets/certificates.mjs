import { readFileSync } from "node:fs";

const ROOT = new URL("../../", import.meta.url);

const PEM_FILES = [
  "signing-keys/dev-certificate.pem",
  "packages/testkit/keys/formal-test-certificate.pem",
];
const DER_FILES = ["signing-keys/ima_signing_key.x509.der"];

/** SubjectPublicKeyInfo of a P-256 key: the curve's generator, which is a point as good as any. */
const EC_KEY = Buffer.from(
  "3059301306072a8648ce3d020106082a8648ce3d030107034200" +
    "046b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296" +
    "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5",
  "hex",
);

/** The project's certificates as DER and PEM, and a bare key. */
export function certificates() {
  const pem = PEM_FILES.map(read);
  const der = [...DER_FILES.map(read), ...pem.map(derOfPem)];
  return [...der, ...pem, EC_KEY].map((bytes) => new Uint8Array(bytes));
}

function read(path) {
  return readFileSync(new URL(path, ROOT));
}

function derOfPem(pem) {
  const base64 = pem.toString().replace(/-----[^-]+-----|\s/g, "");
  return Buffer.from(base64, "base64");
}

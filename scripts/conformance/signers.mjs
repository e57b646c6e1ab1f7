// Who signs the cases, and the certificates that a verifier is told to trust. Private keys come out of seeds or are the repository's
// public test keys: nothing here is secret.
import { createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";

import { TEST_KEYS } from "../../packages/testkit/dist/index.js";
import { certificatePem, makeCertificate } from "../signatures/certificate.mjs";
import { digestInfo, pkcs1, pss } from "../signatures/encodings.mjs";
import { byteLength, rawSign, toNumber } from "../signatures/raw-rsa.mjs";
import { seededKey, toKeyObject } from "../signatures/seeded-key.mjs";

const USUAL = { notBefore: "2020-01-01", notAfter: "2050-01-01" };
const SALT = Buffer.from("32 bytes that are always the sam", "latin1");

/** Keys that only cases know. */
const SEEDED = {
  stranger: { bits: 2048 },
  "weak-1024": { bits: 1024 },
  "weak-2047": { bits: 2047 },
  "bits-2049": { bits: 2049 },
  "bits-3072": { bits: 3072 },
  "bits-4096": { bits: 4096 },
  "exponent-1": { bits: 2048, exponent: 1 },
  "exponent-3": { bits: 2048, exponent: 3 },
  expired: { bits: 2048, notBefore: "2010-01-01", notAfter: "2012-01-01" },
  future: { bits: 2048, notBefore: "2049-01-01", notAfter: "2050-01-01" },
};

const keys = new Map();

/** A checked-in key or a seeded one. */
function keyOf(name) {
  if (!keys.has(name)) keys.set(name, makeKey(name));
  return keys.get(name);
}

function makeKey(name) {
  if (Object.hasOwn(TEST_KEYS, name)) return checkedIn(name);
  const { bits, exponent } = SEEDED[name];
  return seededKey(name, bits, exponent);
}

function checkedIn(name) {
  const key = createPrivateKey(readFileSync(TEST_KEYS[name].privateKey));
  const number = (field) =>
    toNumber(Buffer.from(key.export({ format: "jwk" })[field], "base64url"));
  const n = number("n");
  return {
    ...{ n, e: number("e"), d: number("d"), p: number("p"), q: number("q") },
    bits: n.toString(2).length,
  };
}

/** Signs with RSASSA-PSS; `bend` are options of the encoding. */
export function pssSigner(name, bend = {}) {
  const key = keyOf(name);
  return signerOf((sha256) =>
    rawSign(key, pss(key.bits, sha256, { salt: SALT, ...bend })),
  );
}

/** Signs with RSASSA-PKCS1-v1_5; `info` makes DigestInfo of a digest, `bend` are options of the encoding. */
export function pkcs1Signer(name, { info = digestInfo, ...bend } = {}) {
  const key = keyOf(name);
  return signerOf((sha256) =>
    rawSign(key, pkcs1(byteLength(key.bits), { info: info(sha256), ...bend })),
  );
}

function signerOf(sign) {
  return { sign: (sha256) => Promise.resolve(Uint8Array.from(sign(sha256))) };
}

/** Bytes of every file that verifiers are given, by path below the corpus. */
export function trustFiles() {
  const files = {
    "trust/dev-certificate.pem": readFileSync(TEST_KEYS.dev.certificate),
    "trust/formal-certificate.pem": readFileSync(TEST_KEYS.formal.certificate),
    "trust/dev-as-formal/formal-certificate.pem": readFileSync(
      TEST_KEYS.dev.certificate,
    ),
    "trust/ima-certificate.der": readFileSync(TEST_KEYS.ima.certificate),
    "trust/revoked.txt": Buffer.from(`${FORMAL_SPKI_SHA256}\n`),
    "trust/chain/issuer-certificate.pem": certificateOf("stranger", {
      isAuthority: true,
    }),
    "trust/chain/signer.pem": certificateOf("bits-3072", {
      issuer: "stranger",
    }),
  };
  // Whatever the key, the role is formal: as if a target's own certificate had such a key.
  for (const name of Object.keys(SEEDED))
    if (name !== "stranger") files[anchorOf(name)] = certificateOf(name);
  return files;
}

/** Public key of the formal test certificate. */
const FORMAL_SPKI_SHA256 =
  "69d2ea3239281975d8990fde02b8987cf5873f3345373eaa1d62f2230ae34e81";

/** Path of the certificate of a seeded key. */
export function anchorOf(name) {
  return `trust/${name}/formal-certificate.pem`;
}

function certificateOf(name, { issuer = name, isAuthority = false } = {}) {
  const { notBefore, notAfter } = { ...USUAL, ...SEEDED[name] };
  return Buffer.from(
    certificatePem(
      makeCertificate({
        privateKey: pemOf(name),
        commonName: `conformance ${name} (not for production)`,
        serial: "01",
        notBefore: new Date(notBefore),
        notAfter: new Date(notAfter),
        issuer: {
          commonName: `conformance ${issuer} (not for production)`,
          privateKey: pemOf(issuer),
        },
        isAuthority,
      }),
    ),
  );
}

function pemOf(name) {
  return toKeyObject(keyOf(name))
    .export({ type: "pkcs1", format: "pem" })
    .toString();
}

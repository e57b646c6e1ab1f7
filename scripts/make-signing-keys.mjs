// Makes a fresh development set: a pair that signs patches and a pair that signs files for IMA.
// usage: node scripts/make-signing-keys.mjs DIRECTORY [--bits N] [--days N]
import { createHash, generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { certificatePem, makeCertificate } from "./signatures/certificate.mjs";

const PAIRS = [
  {
    role: "dev",
    commonName: "stx-patch development signing key (not for production)",
    keyFile: "dev-private-key.pem",
    keyType: "pkcs1",
    certificateFile: "dev-certificate.pem",
  },
  {
    role: "ima",
    commonName: "stx-patch development IMA key (not for production)",
    keyFile: "ima_signing_key.priv",
    keyType: "pkcs8",
    certificateFile: "ima_signing_key.x509.der",
  },
];
const FILES = PAIRS.flatMap((pair) => [pair.keyFile, pair.certificateFile]);
const DAY_MS = 86_400_000;

/** The arguments, or an error that says what is wrong with them. */
function parseOptions(argv) {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      bits: { type: "string", default: "2048" },
      days: { type: "string", default: "3650" },
    },
  });
  const [directory] = positionals;
  if (positionals.length !== 1) throw new Error("expected one directory");
  return {
    directory,
    bits: wholeNumber("--bits", values.bits, 2048, 4096),
    days: wholeNumber("--days", values.days, 1, 36_500),
  };
}

function wholeNumber(option, text, min, max) {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw new Error(`${option}: expected ${min} to ${max}, got ${text}`);
}

/** A self-signed certificate, in DER. The identifier is the usual one, because the kernel finds IMA keys by it. */
function selfSign(privateKey, commonName, days) {
  return makeCertificate({
    privateKey,
    commonName,
    // A leading 0x40 keeps the number positive and at full length.
    serial: `40${randomBytes(19).toString("hex")}`,
    notBefore: new Date(),
    notAfter: new Date(Date.now() + days * DAY_MS),
  });
}

/** Everything about one pair: contents of both files and the facts to print. */
function makePair(pair, { bits, days }) {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", {
    modulusLength: bits,
  });
  const pem = privateKey.export({ type: pair.keyType, format: "pem" });
  const der = selfSign(pem, pair.commonName, days);
  const keyBits = publicKey.export({ type: "pkcs1", format: "der" });
  return {
    ...pair,
    pem,
    certificate: pair.certificateFile.endsWith(".der")
      ? der
      : certificatePem(der),
    spkiSha256: sha256(publicKey.export({ type: "spki", format: "der" })),
    fingerprint: sha256(der),
    keyId: createHash("sha1").update(keyBits).digest("hex").slice(-8),
  };
}

function sha256(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Writes all files or none; `wx` refuses to replace a key that somebody may still need. */
function writeAll(directory, pairs) {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const written = [];
  const write = (name, content, mode) => {
    const path = join(directory, name);
    writeFileSync(path, content, { flag: "wx", mode });
    written.push(path);
  };
  try {
    for (const pair of pairs) {
      write(pair.keyFile, pair.pem, 0o600);
      write(pair.certificateFile, pair.certificate, 0o644);
    }
  } catch (error) {
    for (const path of written) rmSync(path);
    throw error;
  }
}

function main(argv) {
  const options = parseOptions(argv);
  const pairs = PAIRS.map((pair) => makePair(pair, options));
  writeAll(options.directory, pairs);
  for (const pair of pairs) {
    console.log(`${pair.role}: ${pair.keyFile}, ${pair.certificateFile}`);
    console.log(`  public key (SPKI) SHA-256    ${pair.spkiSha256}`);
    console.log(`  certificate SHA-256          ${pair.fingerprint}`);
    console.log(`  key id                       ${pair.keyId}`);
  }
  console.log("Development keys: never for production.");
}

try {
  main(process.argv.slice(2));
} catch (error) {
  const problem =
    error.code === "EEXIST"
      ? `${error.path} exists and is not overwritten`
      : error.message;
  console.error(`make-signing-keys: ${problem}`);
  console.error(
    "usage: node scripts/make-signing-keys.mjs DIRECTORY [--bits 2048..4096] [--days N]",
  );
  console.error(`writes ${FILES.join(", ")}`);
  process.exitCode = 1;
}

import { createHash, createPublicKey, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

import { describe, expect, it } from "@jest/globals";

import { fixedRsaKey, type FixedRsaKey, TEST_KEYS } from "../../src/keys.js";
import { repositoryFiles, ROOT } from "./root.js";

/** A key block with content; prose and code that only mention the header line are no secret. */
const PRIVATE_KEY =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----(?:\r?\n[\w-]+:.*)*\s+[A-Za-z0-9+/=\s]{100}/;

const FIXED: readonly FixedRsaKey[] = [
  ...(["1024", "2040", "2041", "2047", "2048-exponent-3", "2049"] as const),
  ...(["2050", "2054", "3072", "4096", "4104"] as const),
];

describe("private keys in the repository", () => {
  it("are those that are meant to be public, and no other", () => {
    const found = repositoryFiles().filter((path) =>
      PRIVATE_KEY.test(readFileSync(join(ROOT, path), "latin1")),
    );
    expect(found.sort()).toEqual([
      "packages/testkit/keys/formal-test-private-key.pem",
      ...FIXED.map((name) => `packages/testkit/keys/rsa/${name}.pem`),
      "signing-keys/dev-private-key.pem",
      "signing-keys/ima_signing_key.priv",
    ]);
  });
});

describe.each(FIXED)("the fixed key %s", (name) => {
  it("has the modulus and the exponent that its name says", () => {
    const [bits = "", exponent = "65537"] = name.split("-exponent-");
    const { modulusLength, publicExponent } =
      fixedRsaKey(name).publicKey.asymmetricKeyDetails ?? {};
    expect([modulusLength, publicExponent].map(String)).toEqual([
      bits,
      exponent,
    ]);
  });
});

describe.each(Object.entries(TEST_KEYS))("the %s pair", (_role, files) => {
  const certificate = new X509Certificate(readFileSync(files.certificate));
  const spki = (key: ReturnType<typeof createPublicKey>): Buffer =>
    key.export({ type: "spki", format: "der" });

  it("belongs together", () => {
    const ofPrivate = createPublicKey(readFileSync(files.privateKey));
    expect(spki(ofPrivate).equals(spki(certificate.publicKey))).toBe(true);
  });

  it("is described by the README beside it", () => {
    const folder = dirname(files.certificate);
    const readme = readFileSync(join(folder, "README.md"), "utf8");
    const keyBits = certificate.publicKey.export({
      type: "pkcs1",
      format: "der",
    });
    const facts = [
      basename(files.privateKey),
      basename(files.certificate),
      hex("sha256", spki(certificate.publicKey)),
      hex("sha256", certificate.raw),
      hex("sha1", keyBits).slice(-8),
      new Date(certificate.validTo).toISOString().slice(0, 10),
      "Never for production",
    ];
    for (const fact of facts) expect(readme).toContain(fact);
  });
});

function hex(algorithm: string, bytes: Uint8Array): string {
  return createHash(algorithm).update(bytes).digest("hex");
}

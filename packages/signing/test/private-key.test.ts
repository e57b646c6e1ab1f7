import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { inspect } from "node:util";

import { describe, expect, it } from "@jest/globals";
import {
  describeWithTool,
  fixedRsaKey,
  generateKeyPair,
  repackPrivateKey,
  runOk,
  TEST_KEYS,
} from "@stx-patch/testkit";

import type { SigningErrorCode } from "../src/error.js";
import { loadPrivateKey } from "../src/private-key.js";
import { DEV_PEM, expectCode, IMA_PEM, load } from "./support.js";

const DEV_SPKI = load(DEV_PEM).info.spkiSha256;
const CERTIFICATE = readFileSync(TEST_KEYS.dev.certificate, "utf8");

describe("loading a key that is fine", () => {
  const EC_PARAMETERS =
    "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
  const ec = generateKeyPair({ kind: "ec", curve: "P-256" });

  it.each([
    ["PKCS#1", DEV_PEM, undefined],
    ["PKCS#8", repackPrivateKey(DEV_PEM, { type: "pkcs8" }), undefined],
    [
      "encrypted PKCS#1",
      repackPrivateKey(DEV_PEM, { type: "pkcs1", passphrase: "open" }),
      "open",
    ],
    [
      "encrypted PKCS#8",
      repackPrivateKey(DEV_PEM, { type: "pkcs8", passphrase: "open" }),
      "open",
    ],
    ["a passphrase that is not needed", DEV_PEM, "unused"],
    ["CRLF line ends", DEV_PEM.replaceAll("\n", "\r\n"), undefined],
    ["indented lines", DEV_PEM.replaceAll("\n", "\n    "), undefined],
    ["a certificate in front", CERTIFICATE + DEV_PEM, undefined],
    ["a certificate behind", DEV_PEM + CERTIFICATE, undefined],
  ])("reads %s", (_name, pem, passphrase) => {
    expect(load(pem, passphrase).info.spkiSha256).toBe(DEV_SPKI);
  });

  it("takes bytes as well as text", () => {
    const bytes = new TextEncoder().encode(IMA_PEM);
    const { info } = loadPrivateKey(bytes, { source: "ima" });
    expect(info).toMatchObject({ algorithm: "rsa", bits: 2048 });
  });

  it.each([
    ["PKCS#8", ec.pem()],
    ["SEC 1", ec.pem({ type: "sec1" })],
    ["SEC 1 behind its parameters", EC_PARAMETERS + ec.pem({ type: "sec1" })],
  ])("reads an EC key in %s", (_name, pem) => {
    expect(load(pem).info).toMatchObject({ algorithm: "ec", bits: 256 });
  });

  it.each(["pkcs8", "sec1"] as const)(
    "reads an encrypted EC key in %s",
    (type) => {
      const pem = ec.pem({ type, passphrase: "open" });
      expect(load(pem, "open").info.spkiSha256).toBe(
        load(ec.pem()).info.spkiSha256,
      );
    },
  );

  it("describes the public half", () => {
    const { info } = load(DEV_PEM);
    expect(info.spkiSha256).toBe(
      createHash("sha256").update(info.spki).digest("hex"),
    );
  });
});

describe("refusing a key", () => {
  const encrypted = repackPrivateKey(DEV_PEM, { passphrase: "open" });
  const encryptedPkcs1 = repackPrivateKey(DEV_PEM, {
    type: "pkcs1",
    passphrase: "open",
  });
  const damaged = DEV_PEM.replace(/\n.{10}/, "\n");
  const withoutEnd = DEV_PEM.replace("-----END RSA PRIVATE KEY-----", "");

  it.each<[string, SigningErrorCode, string, string | undefined]>([
    ["an empty file", "KEY_NOT_PEM", "", undefined],
    ["DER", "KEY_NOT_PEM", "0\u0082\u0004\u00a4\u0002\u0001", undefined],
    ["a huge file", "KEY_NOT_PEM", "x".repeat(65_537), undefined],
    ["a cut file", "KEY_NOT_PEM", withoutEnd, undefined],
    ["a certificate", "KEY_NOT_PRIVATE", CERTIFICATE, undefined],
    ["two keys", "KEY_AMBIGUOUS", DEV_PEM + IMA_PEM, undefined],
    [
      "an OpenSSH key",
      "KEY_FORMAT_UNSUPPORTED",
      "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n",
      undefined,
    ],
    ["no passphrase", "KEY_PASSPHRASE_REQUIRED", encrypted, undefined],
    [
      "no passphrase for PKCS#1",
      "KEY_PASSPHRASE_REQUIRED",
      encryptedPkcs1,
      undefined,
    ],
    ["a wrong passphrase", "KEY_PASSPHRASE_WRONG", encrypted, "guess"],
    ["an empty passphrase", "KEY_PASSPHRASE_WRONG", encryptedPkcs1, ""],
    ["a damaged block", "KEY_MALFORMED", damaged, undefined],
  ])("%s: %s", async (_name, code, pem, passphrase) => {
    const error = await expectCode(() => load(pem, passphrase), code);
    expect(error.location.file).toBe("key.pem");
    expect(error.message).toMatch(/^key\.pem: /);
  });

  it.each([
    ["Ed25519", generateKeyPair({ kind: "ed25519" })],
    ["DSA", generateKeyPair({ kind: "dsa", bits: 2048 })],
    ["RSA-PSS", generateKeyPair({ kind: "rsa-pss", bits: 2048 })],
    [
      "EC on a curve without targets",
      generateKeyPair({ kind: "ec", curve: "secp256k1" }),
    ],
    [
      "EC on a curve that not even JWK knows",
      generateKeyPair({ kind: "ec", curve: "brainpoolP256r1" }),
    ],
    ["EC on P-521", generateKeyPair({ kind: "ec", curve: "P-521" })],
  ])("%s: KEY_TYPE_UNSUPPORTED", async (_name, pair) => {
    await expectCode(() => load(pair.pem()), "KEY_TYPE_UNSUPPORTED");
  });

  it.each([
    ["1024 bits", fixedRsaKey("1024")],
    ["2040 bits", fixedRsaKey("2040")],
    ["exponent 3", fixedRsaKey("2048-exponent-3")],
  ])("%s: KEY_TOO_WEAK", async (_name, pair) => {
    await expectCode(() => load(pair.pem()), "KEY_TOO_WEAK");
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 7])(
    "never confuses a wrong passphrase with a damaged file (%d)",
    async (n) => {
      await expectCode(
        () => load(encryptedPkcs1, `guess ${n}`),
        "KEY_PASSPHRASE_WRONG",
      );
    },
  );
});

describe("what a loaded key shows", () => {
  const key = load(DEV_PEM);
  const secret = DEV_PEM.split("\n")[3] ?? "";

  it.each([
    ["String", () => String(key)],
    ["JSON", () => JSON.stringify(key)],
    ["inspect", () => inspect(key, { depth: 20, showHidden: true })],
    ["its entries", () => JSON.stringify(Object.entries(key))],
    ["a structured clone", () => inspect(structuredClone(key), { depth: 20 })],
  ])("%s: public facts only", (_name, show) => {
    const shown = show();
    expect(shown).not.toContain(secret.slice(0, 16));
    expect(shown).not.toMatch(/KeyObject|PRIVATE KEY-/);
    expect(shown).toContain("key.pem");
  });

  it("offers no property that holds the key", () => {
    expect(Reflect.ownKeys(key)).toEqual(["source", "info"]);
  });
});

describeWithTool("openssl", "keys that openssl wrote", () => {
  it.each([
    ["traditional DES3", ["-traditional", "-des3"]],
    ["PKCS#8 AES-256", ["-aes256"]],
  ])("reads %s", async (_name, options) => {
    const { stdout } = await runOk(
      "openssl",
      ["rsa", "-passout", "pass:open", ...options],
      { input: DEV_PEM },
    );
    expect(load(stdout.toString(), "open").info.spkiSha256).toBe(DEV_SPKI);
  });

  const ec = generateKeyPair({ kind: "ec", curve: "P-384" });
  it.each([
    ["SEC 1", ["ec"]],
    ["SEC 1, AES-256", ["ec", "-aes256"]],
    ["SEC 1, compressed", ["ec", "-conv_form", "compressed"]],
    ["PKCS#8", ["pkcs8", "-topk8", "-nocrypt"]],
    ["PKCS#8, scrypt", ["pkcs8", "-topk8", "-scrypt"]],
  ])("reads an EC key in %s", async (_name, options) => {
    const { stdout } = await runOk(
      "openssl",
      [
        ...options,
        ...(options.includes("-nocrypt") ? [] : ["-passout", "pass:open"]),
      ],
      { input: ec.pem({ type: "sec1" }) },
    );
    expect(load(stdout.toString(), "open").info.spkiSha256).toBe(
      load(ec.pem()).info.spkiSha256,
    );
  });
});

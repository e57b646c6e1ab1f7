import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import {
  describeWithTool,
  fixedRsaKey,
  generateKeyPair,
  processorMs,
  runOk,
  TEST_KEYS,
  withTempDir,
} from "@stx-patch/testkit";
import type { Certificate } from "../src/index.js";
import {
  anchorsFrom,
  imaKeyId,
  parseCertificates,
  PROJECT_DEVELOPMENT_KEY,
} from "../src/index.js";
import { sha256, testAnchor, utf8, withCode } from "./support.js";

const devPem = readFileSync(TEST_KEYS.dev.certificate, "utf8");
const formalPem = readFileSync(TEST_KEYS.formal.certificate, "utf8");

const anchors = (text: string): ReturnType<typeof anchorsFrom> =>
  anchorsFrom(utf8(text), { source: "file" });

/** What Node says about the same certificate. */
function expectLikeNode(certificate: Certificate): void {
  const node = new X509Certificate(certificate.der);
  const spki = node.publicKey.export({ type: "spki", format: "der" });
  expect(certificate).toMatchObject({
    serial: node.serialNumber.toLowerCase(),
    notBefore: new Date(node.validFrom),
    notAfter: new Date(node.validTo),
    fingerprintSha256: node.fingerprint256.replaceAll(":", "").toLowerCase(),
    key: {
      spki: new Uint8Array(spki),
      spkiSha256: Buffer.from(sha256(spki)).toString("hex"),
    },
    exponent: node.publicKey.asymmetricKeyDetails?.publicExponent,
  });
}

describe("the checked-in certificates", () => {
  it.each(["dev", "formal", "ima"] as const)(
    "%s is read as Node reads it",
    (role) => {
      expectLikeNode(testAnchor(role).certificate!);
    },
  );

  it("are what they say", () => {
    const { certificate, key } = testAnchor("dev");
    expect(certificate?.subject).toBe(
      "O=stx-patch, CN=stx-patch development signing key (not for production)",
    );
    expect(certificate?.issuer).toBe(certificate?.subject);
    expect(key).toMatchObject({ algorithm: "rsa", bits: 2048 });
    expect(key.spkiSha256).toBe(PROJECT_DEVELOPMENT_KEY);
    expect(imaKeyId(testAnchor("ima").key.spki)).toBe("ec5b8084");
  });
});

describe("where anchors are found", () => {
  const fingerprint = testAnchor("formal").certificate!.fingerprintSha256;
  const lines = formalPem.trim().split("\n");

  it.each([
    ["a PEM file", formalPem],
    ["a PEM file with Windows line ends", formalPem.replaceAll("\n", "\r\n")],
    ["the middle of a text", `Subject: x\n${formalPem}trailing words`],
    ["a text without newline at its end", formalPem.trimEnd()],
    [
      "a Python byte string",
      `formal_certificate = b"""${lines.join("\n    ")}"""\n`,
    ],
    [
      "Python strings one by one",
      `x = (\n${lines.map((line) => `    b"${line}\\n"`).join("\n")}\n)`,
    ],
    ["one line with escapes", `{"pem": "${lines.join("\\n")}\\n"}`],
  ])("in %s", (_name, text) => {
    expect(
      parseCertificates(utf8(text), "file").map((c) => c.fingerprintSha256),
    ).toEqual([fingerprint]);
  });

  it("as DER", () => {
    const { der } = testAnchor("formal").certificate!;
    expect(parseCertificates(der, "file")[0]?.fingerprintSha256).toBe(
      fingerprint,
    );
  });

  it("in bundles, in order, with other blocks between them", () => {
    const other = `-----BEGIN X509 CRL-----\n!!!!\n-----END X509 CRL-----\n`;
    expect(() => anchors(devPem + other)).toThrow(withCode("TRUST_PEM"));
    expect(
      anchors(devPem + other.replace("!!!!", "AAAA") + formalPem).map(
        ({ key }) => key.spkiSha256,
      ),
    ).toEqual(
      [testAnchor("dev"), testAnchor("formal")].map(
        ({ key }) => key.spkiSha256,
      ),
    );
  });

  it("as bare public keys", () => {
    const { publicKey, publicPem } = fixedRsaKey("3072");
    const der = publicKey.export({ type: "spki", format: "der" });
    for (const bytes of [utf8(publicPem), new Uint8Array(der)])
      expect(anchorsFrom(bytes, { role: "formal", source: "key.pem" })).toEqual(
        [
          expect.objectContaining({
            role: "formal",
            source: "key.pem",
            certificate: undefined,
          }),
        ],
      );
    expect(() => parseCertificates(utf8(publicPem), "key.pem")).toThrow(
      withCode("TRUST_NO_CERTIFICATE"),
    );
  });

  it("with the role that the option, or a Python variable, says", () => {
    const certificatesPy = `
dev_certificate = b"""${devPem.trim().replaceAll("\n", "\n    ")}"""

formal_certificate = b"""${formalPem.trim().replaceAll("\n", "\n    ")}"""
`;
    expect(anchors(certificatesPy).map(({ role }) => role)).toEqual([
      "dev",
      "formal",
    ]);
    expect(
      anchorsFrom(utf8(certificatesPy), { role: "x", source: "" }).map(
        ({ role }) => role,
      ),
    ).toEqual(["x", "x"]);
    expect(anchors(devPem)[0]?.role).toBe("unspecified");
  });
});

describe("what is no anchor", () => {
  const block = (label: string, body: string): string =>
    `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`;
  const keyPem = (kind: Parameters<typeof generateKeyPair>[0]): string =>
    generateKeyPair(kind).publicPem;

  it.each([
    ["nothing", "", "TRUST_NO_CERTIFICATE"],
    ["some text", "hello", "TRUST_NO_CERTIFICATE"],
    ["DER of something else", "0\u0003\u0002\u0001\u0005", "TRUST_MALFORMED"],
    ["a request", block("CERTIFICATE REQUEST", "AAAA"), "TRUST_NO_CERTIFICATE"],
    ["a block without end", "-----BEGIN CERTIFICATE-----\nAAAA", "TRUST_PEM"],
    [
      "a block with another end",
      block("CERTIFICATE", "AAAA").replace("END CERT", "END KEY"),
      "TRUST_PEM",
    ],
    ["a block without content", block("CERTIFICATE", ""), "TRUST_PEM"],
    ["a block that is no base64", block("CERTIFICATE", "a&b="), "TRUST_PEM"],
    ["a block cut off", block("CERTIFICATE", "MIIDizCCAn"), "TRUST_PEM"],
    ["a block of garbage", block("CERTIFICATE", "AAAA"), "TRUST_MALFORMED"],
    [
      "a certificate with something behind it",
      block(
        "CERTIFICATE",
        Buffer.concat([
          testAnchor("dev").certificate!.der,
          Buffer.of(0),
        ]).toString("base64"),
      ),
      "TRUST_MALFORMED",
    ],
    [
      "a private key",
      devPem + block("PRIVATE KEY", "AAAA"),
      "TRUST_PRIVATE_KEY",
    ],
    [
      "an encrypted private key",
      block("RSA PRIVATE KEY", "Proc-Type: 4,ENCRYPTED\n\nAAAA"),
      "TRUST_PRIVATE_KEY",
    ],
    ["an Ed25519 key", keyPem({ kind: "ed25519" }), "TRUST_KEY_TYPE"],
    [
      "an RSA-PSS key",
      keyPem({ kind: "rsa-pss", bits: 2048 }),
      "TRUST_KEY_TYPE",
    ],
    [
      "a key on a rare curve",
      keyPem({ kind: "ec", curve: "secp256k1" }),
      "TRUST_KEY_TYPE",
    ],
    ["too much", " ".repeat(1024 * 1024 + 1), "TRUST_TOO_LARGE"],
  ])("%s", (_name, text, code) => {
    expect(() => anchors(text)).toThrow(
      expect.objectContaining({ code, location: { file: "file" } }),
    );
  });

  it.each([
    "-----BEGIN CERTIFICATE-----",
    "-----BEGIN A-----\nAAAA\n-----END A-----",
    "x_certificate = ",
    '"""',
  ])("a megabyte of %j, in no time", async (piece) => {
    const spentMs = await processorMs(() => {
      expect(() =>
        anchors(piece.repeat(Math.floor((1024 * 1024) / piece.length))),
      ).toThrow(expect.objectContaining({ name: "TrustError" }));
    });
    expect(spentMs).toBeLessThan(2_000);
  });
});

describeWithTool("openssl", "certificates that openssl makes", () => {
  it.each([
    ["RSA 4096", ["rsa:4096"], { algorithm: "rsa", bits: 4096 }],
    ["RSA 1024", ["rsa:1024"], { algorithm: "rsa", bits: 1024 }],
    [
      "EC P-256",
      ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"],
      { algorithm: "ec", bits: 256 },
    ],
    [
      "EC P-384",
      ["ec", "-pkeyopt", "ec_paramgen_curve:P-384"],
      { algorithm: "ec", bits: 384 },
    ],
    [
      "EC P-521",
      ["ec", "-pkeyopt", "ec_paramgen_curve:P-521"],
      { algorithm: "ec", bits: 521 },
    ],
  ])("%s are read as Node reads them", async (_name, newKey, key) => {
    await withTempDir(async (folder) => {
      const file = join(folder, "certificate.pem");
      await runOk("openssl", [
        "req",
        "-x509",
        "-nodes",
        "-newkey",
        ...newKey,
        "-keyout",
        join(folder, "key.pem"),
        "-out",
        file,
        // Beyond 2049 dates have another form.
        "-days",
        "20000",
        "-utf8",
        "-subj",
        '/C=DE/O=Müller, "Söhne" \\+ Co/CN=a=b\\/c/emailAddress=x@example.org',
      ]);
      const [certificate] = parseCertificates(readFileSync(file), file);
      expectLikeNode(certificate!);
      expect(certificate?.key).toMatchObject(key);
      expect(certificate?.notAfter.getUTCFullYear()).toBeGreaterThan(2049);
      expect(certificate?.subject).toBe(
        'C=DE, O=Müller\\, \\"Söhne\\" \\+ Co, CN=a\\=b/c, emailAddress=x@example.org',
      );
    });
  });

  // One certificate in 512 that openssl makes by chance has such a number: the zero byte in front was shown as part of it.
  it.each([
    ["0", "00"],
    ["1", "01"],
    ["127", "7f"],
    ["128", "80"],
    ["256", "0100"],
    ["0xc39458bc97bd", "c39458bc97bd"],
    ["-1", "-01"],
    ["-128", "-80"],
    ["-129", "-81"],
  ])("with the number %s have it as openssl prints it", async (number, hex) => {
    await withTempDir(async (folder) => {
      const file = join(folder, "certificate.pem");
      await runOk("openssl", [
        ...["req", "-x509", "-key", TEST_KEYS.dev.privateKey],
        ...["-set_serial", number, "-subj", "/CN=x", "-out", file],
      ]);
      const printed = await runOk("openssl", [
        ...["x509", "-in", file, "-noout", "-serial"],
      ]);
      expect(printed.stdout.toString()).toBe(`serial=${hex.toUpperCase()}\n`);
      expect(parseCertificates(readFileSync(file), file)[0]?.serial).toBe(hex);
    });
  });
});

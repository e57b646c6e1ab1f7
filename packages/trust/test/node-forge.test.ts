import { createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import {
  describeWithTool,
  runOk,
  TEST_KEYS,
  withTempDir,
} from "@stx-patch/testkit";
import forge from "node-forge";
import { parseCertificates, verifyDetachedSignature } from "../src/index.js";
import { POLICY, sha256, signPss, testAnchor, utf8 } from "./support.js";

const DATA = utf8("data");
const formalKey = createPrivateKey(readFileSync(TEST_KEYS.formal.privateKey));
const formal = testAnchor("formal");
const forgeKey = forge.pki.certificateFromPem(
  readFileSync(TEST_KEYS.formal.certificate, "utf8"),
).publicKey as forge.pki.rsa.PublicKey;

function binary(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("latin1");
}

function forgeVerify(signature: Uint8Array): boolean {
  return forgeKey.verify(
    binary(sha256(DATA)),
    binary(signature),
    forge.pss.create({
      md: forge.md.sha256.create(),
      mgf: forge.mgf.mgf1.create(forge.md.sha256.create()) as unknown,
      saltLength: 32,
    }),
  );
}

function ourVerify(signature: Uint8Array): string[] {
  return verifyDetachedSignature({
    sha256: sha256(DATA),
    signature,
    anchors: [formal],
    policy: POLICY,
  }).findings.map(({ code }) => code);
}

/**
 * Why only forge's digests are used here (style 3.9). When one of these fails after an upgrade, the library has changed: look
 * whether our own code is still needed.
 */
describe("traps of node-forge", () => {
  it("agrees on a good signature", () => {
    const signature = signPss(formalKey, DATA, 32);
    expect(forgeVerify(signature)).toBe(true);
    expect(ourVerify(signature)).toEqual([]);
  });

  it.each([
    ["another length", new Uint8Array(255).fill(1), "TRUST_SIGNATURE_LENGTH"],
    [
      "a number above the modulus",
      new Uint8Array(256).fill(255),
      "TRUST_BAD_SIGNATURE",
    ],
  ])("throws where the answer is no: %s", (_name, signature, code) => {
    expect(() => forgeVerify(signature)).toThrow();
    expect(ourVerify(signature)).toEqual([code]);
  });

  it("does not tell another salt length from a forgery", () => {
    const otherSalt = signPss(formalKey, DATA, 20);
    const outcome = (signature: Uint8Array): unknown => {
      try {
        return forgeVerify(signature);
      } catch {
        return "throws";
      }
    };
    expect(outcome(otherSalt)).not.toBe(true);
    expect(ourVerify(otherSalt)).toEqual(["TRUST_SALT_LENGTH"]);
  });

  it("has no SHA-224 and no SHA-3", () => {
    expect(Object.keys(forge.md)).not.toContain("sha224");
    expect(
      Object.keys(forge.md).filter((name) => name.includes("sha3")),
    ).toEqual(["sha384"]);
  });
});

describeWithTool("openssl", "certificates that node-forge refuses", () => {
  it("are those with EC keys, which we read", async () => {
    await withTempDir(async (folder) => {
      const file = join(folder, "ec.pem");
      const key = "ec -pkeyopt ec_paramgen_curve:P-256 -keyout".split(" ");
      await runOk("openssl", [
        ..."req -x509 -nodes -subj /CN=ec -newkey".split(" "),
        ...key,
        join(folder, "key.pem"),
        "-out",
        file,
      ]);
      const pem = readFileSync(file, "utf8");
      expect(() => forge.pki.certificateFromPem(pem)).toThrow(/OID is not RSA/);
      expect(parseCertificates(utf8(pem), file)[0]?.subject).toBe("CN=ec");
    });
  });
});

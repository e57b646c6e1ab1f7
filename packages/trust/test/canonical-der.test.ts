import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { describeWithTool, runOk, withTempDir } from "@stx-patch/testkit";
import { assertCanonicalDer } from "../src/canonical-der.js";
import { anchorsFrom } from "../src/index.js";
import { testAnchor, withCode } from "./support.js";

/** For `expect`: an action that checks these bytes. */
function check(bytes: readonly number[]): () => void {
  return () => {
    assertCanonicalDer(Uint8Array.from(bytes));
  };
}

describe("assertCanonicalDer", () => {
  it.each<[string, number[]]>([
    ["an empty list", [0x30, 0]],
    ["truth", [0x01, 1, 0xff, 0x01, 1, 0]],
    [
      "numbers",
      [0x02, 1, 0, 0x02, 2, 0, 0x80, 0x02, 2, 0xff, 0x7f, 0x02, 1, 0x80],
    ],
    ["bits", [0x03, 1, 0, 0x03, 2, 7, 0x80, 0x03, 3, 0, 1, 0xff]],
    [
      "identifiers",
      [
        0x06, 3, 0x55, 4, 3, 0x06, 3, 0x2a, 0x81, 0x00, 0x06, 4, 0x2a, 0x81,
        0x80, 0,
      ],
    ],
    ["a set in order", [0x31, 7, 0x02, 1, 1, 0x02, 2, 1, 0]],
    ["octets that look like anything", [0x04, 4, 0x30, 0x80, 0, 0]],
    ["a value of a context, whatever it is", [0x80, 3, 0, 0, 0]],
  ])("takes %s", (_, bytes) => {
    expect(check(bytes)).not.toThrow();
  });

  it.each<[string, number[]]>([
    ["type 0", [0x00, 0]],
    ["type 0 with elements", [0x20, 0]],
    ["a list without elements inside", [0x10, 0]],
    ["octets in parts", [0x24, 3, 0x04, 1, 7]],
    ["a truth value of 1", [0x01, 1, 1]],
    ["a truth value of two bytes", [0x01, 2, 0xff, 0xff]],
    ["a number without bytes", [0x02, 0]],
    ["a number with a zero too many", [0x02, 2, 0, 0x7f]],
    ["a negative number with a byte too many", [0x02, 2, 0xff, 0x80]],
    ["eight unused bits", [0x03, 2, 8, 0]],
    ["unused bits of nothing", [0x03, 1, 1]],
    ["unused bits that are set", [0x03, 2, 1, 1]],
    ["bits without their count", [0x03, 0]],
    ["a null with a value", [0x05, 1, 0]],
    ["an identifier with an empty group", [0x06, 3, 0x55, 0x80, 4]],
    ["an identifier that does not end", [0x06, 2, 0x55, 0x84]],
    ["an identifier of nothing", [0x06, 0]],
    ["a set out of order", [0x31, 6, 0x02, 1, 2, 0x02, 1, 1]],
    ["any of these deep inside", [0x30, 5, 0xa0, 3, 0x05, 1, 0]],
  ])("refuses %s", (_, bytes) => {
    expect(check(bytes)).toThrow(withCode("TRUST_NOT_CANONICAL"));
  });

  it("names the offset", () => {
    expect(check([0x30, 5, 0xa0, 3, 0x05, 1, 0])).toThrow(/^byte 4: /);
  });

  it("takes any depth in little time", () => {
    const deep = Array.from({ length: 60 }, (_, i) => [0x30, 2 * (59 - i)]);
    expect(check(deep.flat())).not.toThrow();
  });
});

describe("a certificate that says the same in other bytes", () => {
  /** The formal test certificate; its outer algorithm, `NULL` as parameter, stands behind the signed part. */
  function respelled(): Uint8Array {
    const der = Buffer.from(testAnchor("formal").certificate?.der ?? []);
    // sha256WithRSAEncryption and its NULL, for the second time.
    const algorithm = Buffer.from("2a864886f70d01010b0500", "hex");
    const at = der.lastIndexOf(algorithm) + algorithm.length - 2;
    // An element of type 0 in parts: OpenSSL reads it and writes another.
    der[at] = 0x20;
    return new Uint8Array(der);
  }

  it("has two fingerprints, ours of what it is and OpenSSL's of what OpenSSL writes, so it is refused", () => {
    const der = respelled();
    const theirs = new X509Certificate(der);
    // OpenSSL takes it, and shows it with bytes that are not the file's.
    expect(Buffer.from(theirs.raw).equals(Buffer.from(der))).toBe(false);
    expect(() => anchorsFrom(der, { source: "respelled" })).toThrow(
      withCode("TRUST_NOT_CANONICAL"),
    );
  });

  it("is taken as OpenSSL writes it only when that is DER", () => {
    const { raw } = new X509Certificate(
      Buffer.from(testAnchor("formal").certificate?.der ?? []),
    );
    const [anchor] = anchorsFrom(new Uint8Array(raw), { source: "canonical" });
    expect(anchor?.certificate?.fingerprintSha256).toBe(
      testAnchor("formal").certificate?.fingerprintSha256,
    );
  });
});

describeWithTool("openssl", "certificates that openssl makes", () => {
  it.each([
    ["RSA", ["-newkey", "rsa:2048"], "/CN=plain"],
    [
      "RSA, two names in one",
      ["-newkey", "rsa:2048", "-multivalue-rdn"],
      "/CN=b+OU=a/O=c",
    ],
    ["EC", ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"], "/CN=ä"],
    [
      "PSS",
      ["-newkey", "rsa:2048", "-sigopt", "rsa_padding_mode:pss"],
      "/CN=pss",
    ],
  ])("are DER: %s", async (_, argv, subject) => {
    const pem = await withTempDir(async (folder) => {
      const out = join(folder, "cert.pem");
      await runOk("openssl", [
        ...["req", "-x509", "-nodes", "-utf8", "-days", "30", "-subj", subject],
        ...["-addext", "keyUsage=digitalSignature", ...argv],
        ...["-keyout", join(folder, "key.pem"), "-out", out],
      ]);
      return readFileSync(out);
    });
    const [anchor] = anchorsFrom(pem, { source: "openssl" });
    const { fingerprint256 } = new X509Certificate(pem);
    expect(anchor?.certificate?.fingerprintSha256).toBe(
      fingerprint256.replaceAll(":", "").toLowerCase(),
    );
  });
});

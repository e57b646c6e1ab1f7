import { describe, expect, it } from "@jest/globals";
import { fixedRsaKey } from "@stx-patch/testkit";
import { anchorsFrom, verifyDetachedSignature } from "../../src/index.js";
import { bareAnchor, POLICY, sha256, signPss, utf8 } from "../support.js";
import {
  codesOf,
  DATA,
  DEV,
  developmentPatch,
  FORMAL,
  formalKey,
  verify,
} from "./support.js";

describe("policy", () => {
  const signature = signPss(formalKey, DATA, 32);

  it("asks for a role", () => {
    expect(verify(signature, [FORMAL], { requireRole: "formal" }).trusted).toBe(
      true,
    );
    const dev = developmentPatch();
    const verdict = verifyDetachedSignature({
      ...dev,
      anchors: [FORMAL, DEV],
      policy: { ...POLICY, requireRole: "formal" },
    });
    expect(verdict).toMatchObject({ signer: DEV, trusted: false });
    expect(codesOf(verdict)).toEqual([
      "error TRUST_ROLE",
      "warning TRUST_DEVELOPMENT_KEY",
    ]);
  });

  it("takes the role it accepts when a key is trusted in two", () => {
    const other = { ...FORMAL, role: "other" };
    for (const anchors of [
      [other, FORMAL],
      [FORMAL, other],
    ])
      expect(
        verify(signature, anchors, { requireRole: "formal" }),
      ).toMatchObject({ signer: FORMAL, trusted: true, findings: [] });
  });

  it("does not let a key for file signatures sign patches", () => {
    const ima = { ...FORMAL, role: "ima" };
    expect(codesOf(verify(signature, [ima]))).toEqual(["error TRUST_ROLE"]);
    expect(verify(signature, [ima, FORMAL])).toMatchObject({
      signer: FORMAL,
      trusted: true,
    });
  });

  it("refuses the development key in any other role", () => {
    const dev = developmentPatch();
    const verdict = verifyDetachedSignature({
      ...dev,
      anchors: [{ ...DEV, role: "formal" }],
      policy: POLICY,
    });
    expect(verdict.trusted).toBe(false);
    expect(codesOf(verdict)).toEqual(["error TRUST_DEVELOPMENT_KEY"]);
  });

  it("refuses short keys", () => {
    const { privateKey, publicPem } = fixedRsaKey("1024");
    const weak = signPss(privateKey, DATA, 32);
    const anchors = [bareAnchor(publicPem)];
    expect(codesOf(verify(weak, anchors))).toEqual(["error TRUST_WEAK_KEY"]);
    expect(verify(weak, anchors, { minRsaBits: 1024 }).trusted).toBe(true);
    expect(codesOf(verify(signature, [FORMAL], { minRsaBits: 3072 }))).toEqual([
      "error TRUST_WEAK_KEY",
    ]);
  });

  it.each([
    ["2036-11-19T14:36:53Z", []],
    ["2036-11-19T14:36:54Z", ["TRUST_EXPIRED"]],
    ["2026-11-22T14:36:53Z", []],
    ["2026-11-22T14:36:52Z", ["TRUST_NOT_YET_VALID"]],
  ])("minds the certificate's dates: %s", (time, codes) => {
    const now = new Date(time);
    const lenient = verify(signature, [FORMAL], { now, checkDates: false });
    expect(codesOf(lenient)).toEqual(codes.map((code) => `warning ${code}`));
    expect(lenient.trusted).toBe(true);
    const strict = verify(signature, [FORMAL], { now, checkDates: true });
    expect(codesOf(strict)).toEqual(codes.map((code) => `error ${code}`));
    expect(strict.trusted).toBe(codes.length === 0);
  });

  it("has no dates to mind for bare keys", () => {
    const pem = formalKeyPem();
    const now = new Date("2100-01-01T00:00:00Z");
    expect(
      verify(signature, anchorsFrom(utf8(pem), { source: "key" }), { now })
        .trusted,
    ).toBe(true);
  });

  it.each([1, 2, 65_536])("refuses the exponent %i", (exponent) => {
    const anchor = bareAnchor(pemWithExponent(exponent));
    // With exponent 1 a signature is what was to be signed: anybody can make it.
    const forged = new Uint8Array(
      Buffer.from(
        `0001${"ff".repeat(202)}003031300d060960864801650304020105000420${Buffer.from(sha256(DATA)).toString("hex")}`,
        "hex",
      ),
    );
    const verdict = verify(forged, [anchor]);
    expect(verdict.trusted).toBe(false);
    expect(codesOf(verdict)).toEqual(
      exponent === 1
        ? ["warning TRUST_PKCS1", "error TRUST_EXPONENT"]
        : ["error TRUST_BAD_SIGNATURE"],
    );
  });
});

function formalKeyPem(): string {
  const spki = Buffer.from(FORMAL.key.spki).toString("base64");
  return `-----BEGIN PUBLIC KEY-----\n${spki}\n-----END PUBLIC KEY-----\n`;
}

/** The formal key's modulus with another exponent, which no library would generate. */
function pemWithExponent(exponent: number): string {
  const spki = Buffer.from(FORMAL.key.spki);
  const value = Buffer.alloc(3);
  value.writeUIntBE(exponent, 0, 3);
  const start = value.findIndex((byte) => byte !== 0);
  // 65537 is written as 02 03 01 00 01 at the very end; the lengths in front are adapted to what comes instead.
  const shorter = start;
  const changed = Buffer.concat([
    spki.subarray(0, -4),
    Buffer.of(3 - start),
    value.subarray(start),
  ]);
  for (const at of [2, 21, 26])
    changed.writeUInt16BE(changed.readUInt16BE(at) - shorter, at);
  return `-----BEGIN PUBLIC KEY-----\n${changed.toString("base64")}\n-----END PUBLIC KEY-----\n`;
}

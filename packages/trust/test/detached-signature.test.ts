import type { KeyObject } from "node:crypto";
import { createPrivateKey } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "@jest/globals";
import { generateKeyPair, TEST_KEYS } from "@stx-patch/testkit";
import fc from "fast-check";
import type { SignatureVerdict, TrustPolicy } from "../src/index.js";
import { anchorsFrom, verifyDetachedSignature } from "../src/index.js";
import type { TrustAnchor } from "../src/index.js";
import {
  bareAnchor,
  POLICY,
  readSignedPatch,
  sha256,
  signPkcs1,
  signPss,
  testAnchor,
  utf8,
  withCode,
} from "./support.js";

const VECTORS = fileURLToPath(
  new URL("../../testkit/vectors/patch/", import.meta.url),
);
const PATCHES = readdirSync(VECTORS, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".patch"))
  .sort();

const DATA = utf8("the signed members");
const DEV = testAnchor("dev");
const FORMAL = testAnchor("formal");
const formalKey = createPrivateKey(readFileSync(TEST_KEYS.formal.privateKey));

function verify(
  signature: Uint8Array,
  anchors: readonly TrustAnchor[] = [FORMAL],
  policy: Partial<TrustPolicy> = {},
): SignatureVerdict {
  return verifyDetachedSignature({
    sha256: sha256(DATA),
    signature,
    anchors,
    policy: { ...POLICY, ...policy },
  });
}

/** Severity and code of each finding. */
function codesOf({ findings }: SignatureVerdict): string[] {
  return findings.map(({ severity, code }) => `${severity} ${code}`);
}

describe("patches of the original tool", () => {
  it.each(PATCHES)("%s is trusted, and its signer known", (file) => {
    const verdict = verifyDetachedSignature({
      ...readSignedPatch(VECTORS + file),
      anchors: [FORMAL, DEV],
      policy: POLICY,
    });
    const formal = file.startsWith("signed-formal/");
    expect(verdict).toMatchObject({
      signer: { role: formal ? "formal" : "dev" },
      scheme: "rsassa-pss",
      saltLength: 32,
      trusted: true,
    });
    expect(codesOf(verdict)).toEqual(
      formal ? [] : ["warning TRUST_DEVELOPMENT_KEY"],
    );
  });
});

describe("schemes", () => {
  it.each([0, 20, 31, 33, 64, 222])(
    "a salt of %i bytes is recognised and refused, as on the target",
    (saltLength) => {
      const verdict = verify(signPss(formalKey, DATA, saltLength));
      expect(verdict).toMatchObject({
        signer: FORMAL,
        scheme: "rsassa-pss",
        saltLength,
        trusted: false,
      });
      expect(codesOf(verdict)).toEqual(["error TRUST_SALT_LENGTH"]);
    },
  );

  it("PKCS#1 v1.5 is accepted with a warning, as on the target", () => {
    const verdict = verify(signPkcs1(formalKey, DATA));
    expect(verdict).toMatchObject({
      signer: FORMAL,
      scheme: "rsassa-pkcs1-v1_5",
      trusted: true,
    });
    expect(codesOf(verdict)).toEqual(["warning TRUST_PKCS1"]);
  });

  it.each(["sha1", "sha384", "sha512"])("%s is not accepted", (algorithm) => {
    for (const signature of [
      signPss(formalKey, DATA, 32, algorithm),
      signPkcs1(formalKey, DATA, algorithm),
    ])
      expect(codesOf(verify(signature))).toEqual(["error TRUST_BAD_SIGNATURE"]);
  });

  it.each([2041, 2047, 2048, 2049, 2050])(
    "works for a modulus of %i bits",
    (bits) => {
      const { privateKey, publicPem } = generateKeyPair({ kind: "rsa", bits });
      const anchors = [bareAnchor(publicPem, "formal")];
      const policy = { minRsaBits: 1024 };
      for (const signature of [
        signPss(privateKey, DATA, 32),
        signPkcs1(privateKey, DATA),
      ])
        expect(verify(signature, anchors, policy).trusted).toBe(true);
    },
  );
});

describe("signatures that are none", () => {
  const modulus = Buffer.from(
    formalKey.export({ format: "jwk" }).n ?? "",
    "base64url",
  );
  it.each([
    ["nothing", new Uint8Array(0), "TRUST_SIGNATURE_LENGTH"],
    ["a byte", new Uint8Array(1), "TRUST_SIGNATURE_LENGTH"],
    [
      "a byte less",
      signPss(formalKey, DATA, 32).subarray(1),
      "TRUST_SIGNATURE_LENGTH",
    ],
    [
      "a byte more",
      Buffer.concat([Buffer.of(0), signPss(formalKey, DATA, 32)]),
      "TRUST_SIGNATURE_LENGTH",
    ],
    ["zeros", new Uint8Array(256), "TRUST_BAD_SIGNATURE"],
    ["a one", new Uint8Array(256).fill(1, 255), "TRUST_BAD_SIGNATURE"],
    ["all ones", new Uint8Array(256).fill(255), "TRUST_BAD_SIGNATURE"],
    ["the modulus", new Uint8Array(modulus), "TRUST_BAD_SIGNATURE"],
  ])("%s", (_name, signature, code) => {
    const verdict = verify(signature);
    expect(verdict).toMatchObject({
      signer: undefined,
      scheme: undefined,
      trusted: false,
    });
    expect(codesOf(verdict)).toEqual([`error ${code}`]);
  });

  it("a good one to which the modulus was added", () => {
    const value = BigInt(
      `0x${Buffer.from(signPss(formalKey, DATA, 32)).toString("hex")}`,
    );
    const sum = value + BigInt(`0x${modulus.toString("hex")}`);
    const signature = Buffer.from(sum.toString(16).padStart(512, "0"), "hex");
    expect(verify(new Uint8Array(signature)).trusted).toBe(false);
  });

  it("somebody else's", () => {
    const { privateKey } = generateKeyPair({ kind: "rsa", bits: 2048 });
    expect(
      codesOf(verify(signPss(privateKey, DATA, 32), [FORMAL, DEV])),
    ).toEqual(["error TRUST_BAD_SIGNATURE"]);
  });

  it("any, when nobody is trusted", () => {
    const signature = signPss(formalKey, DATA, 32);
    const ec = generateKeyPair({ kind: "ec", curve: "P-256" }).publicPem;
    for (const anchors of [[], [bareAnchor(ec)]])
      expect(codesOf(verify(signature, anchors))).toEqual([
        "error TRUST_NO_ANCHORS",
      ]);
  });

  it.each([
    ["PSS", signPss(formalKey, DATA, 32)],
    ["PKCS#1 v1.5", signPkcs1(formalKey, DATA)],
  ])("%s with any bit of signature or digest flipped", (_name, signature) => {
    fc.assert(
      fc.property(
        fc.nat({ max: 8 * 256 - 1 }),
        fc.nat({ max: 8 * 32 - 1 }),
        (signatureBit, digestBit) => {
          const input = {
            sha256: sha256(DATA),
            anchors: [FORMAL],
            policy: POLICY,
          };
          const flips = [
            { ...input, signature: flipped(signature, signatureBit) },
            { ...input, signature, sha256: flipped(sha256(DATA), digestBit) },
          ];
          for (const flip of flips)
            expect(codesOf(verifyDetachedSignature(flip))).toEqual([
              "error TRUST_BAD_SIGNATURE",
            ]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("any bytes at all", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 250, maxLength: 260 }),
        (bytes) => {
          expect(verify(bytes).trusted).toBe(false);
        },
      ),
    );
  });

  it("a digest of another length is a programming error", () => {
    expect(() =>
      verifyDetachedSignature({
        sha256: new Uint8Array(20),
        signature: new Uint8Array(256),
        anchors: [FORMAL],
        policy: POLICY,
      }),
    ).toThrow(withCode("TRUST_DIGEST_LENGTH"));
  });
});

describe("a key with exponent 3", () => {
  let privateKey: KeyObject;
  let anchor: TrustAnchor;

  beforeAll(() => {
    const pair = generateKeyPair({ kind: "rsa", bits: 2048, exponent: 3 });
    privateKey = pair.privateKey;
    anchor = bareAnchor(pair.publicPem, "formal");
  });

  it("is reported", () => {
    const verdict = verify(signPss(privateKey, DATA, 32), [anchor]);
    expect(codesOf(verdict)).toEqual(["warning TRUST_EXPONENT"]);
    expect(verdict.trusted).toBe(true);
  });

  it("does not allow Bleichenbacher's forgery of 2006, without the private key", () => {
    // Padding that is too short, the right digest, and garbage behind it: the cube root of that is the signature.
    const start = Buffer.concat([
      Buffer.from("0001ffffffffffffffff00", "hex"),
      Buffer.from("3031300d060960864801650304020105000420", "hex"),
      sha256(DATA),
    ]);
    const forged = cubeRoot(
      BigInt(`0x${start.toString("hex")}${"ff".repeat(256 - start.length)}`),
    );
    const cube = (forged ** 3n).toString(16).padStart(512, "0");
    expect(cube.startsWith(start.toString("hex"))).toBe(true);
    const signature = Buffer.from(
      forged.toString(16).padStart(512, "0"),
      "hex",
    );
    expect(codesOf(verify(new Uint8Array(signature), [anchor]))).toEqual([
      "error TRUST_BAD_SIGNATURE",
    ]);
  });
});

describe("policy", () => {
  const signature = signPss(formalKey, DATA, 32);

  it("asks for a role", () => {
    expect(verify(signature, [FORMAL], { requireRole: "formal" }).trusted).toBe(
      true,
    );
    const dev = readSignedPatch(`${VECTORS}flags/FLAG_0001.patch`);
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
    const dev = readSignedPatch(`${VECTORS}flags/FLAG_0001.patch`);
    const verdict = verifyDetachedSignature({
      ...dev,
      anchors: [{ ...DEV, role: "formal" }],
      policy: POLICY,
    });
    expect(verdict.trusted).toBe(false);
    expect(codesOf(verdict)).toEqual(["error TRUST_DEVELOPMENT_KEY"]);
  });

  it("refuses short keys", () => {
    const { privateKey, publicPem } = generateKeyPair({
      kind: "rsa",
      bits: 1024,
    });
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

function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = bytes.slice();
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (0x80 >> (bit & 7));
  return copy;
}

/** Rounded down. */
function cubeRoot(value: bigint): bigint {
  let low = 0n;
  let high = 1n << 700n;
  while (low < high) {
    const middle = (low + high + 1n) / 2n;
    if (middle ** 3n <= value) low = middle;
    else high = middle - 1n;
  }
  return low;
}

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

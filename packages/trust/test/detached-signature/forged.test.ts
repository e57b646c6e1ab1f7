import { describe, expect, it } from "@jest/globals";
import { fixedRsaKey, generateKeyPair } from "@stx-patch/testkit";
import fc from "@stx-patch/testkit/properties";
import { verifyDetachedSignature } from "../../src/index.js";
import {
  bareAnchor,
  POLICY,
  sha256,
  signPkcs1,
  signPss,
  utf8,
  withCode,
} from "../support.js";
import {
  codesOf,
  DATA,
  DEV,
  FORMAL,
  formalKey,
  testKey,
  verify,
} from "./support.js";

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
    // Without a salt the value is the same in each run: this one leaves room for the modulus in its 256 bytes.
    const message = utf8("message 0");
    const good = signPkcs1(formalKey, message);
    const sum =
      BigInt(`0x${Buffer.from(good).toString("hex")}`) +
      BigInt(`0x${modulus.toString("hex")}`);
    const shifted = Buffer.from(sum.toString(16), "hex");
    expect(shifted).toHaveLength(256);
    const trusted = [good, new Uint8Array(shifted)].map(
      (signature) =>
        verifyDetachedSignature({
          sha256: sha256(message),
          signature,
          anchors: [FORMAL],
          policy: POLICY,
        }).trusted,
    );
    expect(trusted).toEqual([true, false]);
  });

  it("somebody else's", () => {
    const stranger = testKey("ima");
    expect(codesOf(verify(signPss(stranger, DATA, 32), [FORMAL, DEV]))).toEqual(
      ["error TRUST_BAD_SIGNATURE"],
    );
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
  const { privateKey, publicPem } = fixedRsaKey("2048-exponent-3");
  const anchor = bareAnchor(publicPem, "formal");

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

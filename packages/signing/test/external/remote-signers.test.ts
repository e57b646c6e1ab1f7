import { createHash, createPrivateKey, sign } from "node:crypto";

import { describe, expect, it } from "@jest/globals";
import type { FileDigest } from "@stx-patch/core";
import { fixedRsaKey, generateKeyPair } from "@stx-patch/testkit";
import fc from "@stx-patch/testkit/properties";

import {
  createAttachedSigner,
  createPatchSigner,
  createRemoteImaSigner,
  createRemotePatchSigner,
  expectedKeyOf,
  type RemoteKey,
} from "../../src/index.js";
import { DEV_PEM, expectCode, load } from "../support.js";

const MESSAGE = Buffer.from("the signed members");
const DIGEST = sha256(MESSAGE);
const dev = load(DEV_PEM);
const DEV = expectedKeyOf(dev.info.spki, "dev");

function sha256(bytes: Uint8Array | string): Uint8Array {
  return new Uint8Array(createHash("sha256").update(bytes).digest());
}

/** A key that gives these signatures, whatever it is asked. */
function giving(...signatures: Uint8Array[]): RemoteKey {
  return {
    source: "elsewhere",
    describe: () => Promise.resolve(new Uint8Array(0)),
    sign: () => Promise.resolve(signatures),
  };
}

/** A signature of the development key that node:crypto made. */
function signed(padding: number, saltLength?: number): Uint8Array {
  const key = createPrivateKey(DEV_PEM);
  return new Uint8Array(sign("sha256", MESSAGE, { key, padding, saltLength }));
}

const PSS = 6;
const PKCS1 = 1;

describe("a patch signature from elsewhere", () => {
  it.each(["2048", "2050"] as const)(
    "is taken when it is right, with a modulus of %s bits",
    async (bits) => {
      const pem = bits === "2048" ? DEV_PEM : fixedRsaKey(bits).pem();
      const key = load(pem);
      const right = await createPatchSigner(key).sign(DIGEST);
      const expected = expectedKeyOf(key.info.spki, "elsewhere");
      const signer = createRemotePatchSigner(giving(right), expected);
      expect(await signer.sign(DIGEST)).toEqual(right);
    },
  );

  it.each([
    ["with 20 bytes of salt", signed(PSS, 20)],
    ["with the longest salt", signed(PSS, 222)],
    ["with PKCS#1 v1.5 padding", signed(PKCS1)],
    ["of zeros", new Uint8Array(256)],
    ["greater than the modulus", new Uint8Array(256).fill(255)],
  ])("%s: SIGNER_KEY_MISMATCH", async (_, signature) => {
    const signer = createRemotePatchSigner(giving(signature), DEV);
    await expectCode(() => signer.sign(DIGEST), "SIGNER_KEY_MISMATCH");
  });

  it("is refused with any bit flipped", async () => {
    const right = signed(PSS, 32);
    await fc.assert(
      fc.asyncProperty(fc.nat(256 * 8 - 1), async (bit) => {
        const wrong = right.slice();
        wrong[bit >> 3] = (wrong[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        const signer = createAttachedSigner(DEV, wrong);
        await expectCode(() => signer.sign(DIGEST), "SIGNER_KEY_MISMATCH");
      }),
      { numRuns: 60 },
    );
  });

  it("is refused for another digest", async () => {
    const signer = createAttachedSigner(DEV, signed(PSS, 32));
    await signer.sign(DIGEST);
    await expectCode(() => signer.sign(sha256("x")), "SIGNER_KEY_MISMATCH");
  });

  it("that is none at all: SIGNER_ANSWER_INVALID", async () => {
    const signer = createRemotePatchSigner(giving(), DEV);
    await expectCode(() => signer.sign(DIGEST), "SIGNER_ANSWER_INVALID");
  });

  it("cannot be of an EC key", async () => {
    const { info } = load(
      generateKeyPair({ kind: "ec", curve: "P-256" }).pem(),
    );
    const key = expectedKeyOf(info.spki, "elsewhere");
    await expectCode(
      () => createRemotePatchSigner(giving(), key),
      "KEY_UNSUITABLE",
    );
  });
});

describe("file signatures from elsewhere", () => {
  const files: FileDigest[] = ["a", "b"].map((text) => ({
    algorithm: "sha256",
    digest: sha256(text),
  }));

  it("in the wrong order: SIGNER_KEY_MISMATCH", async () => {
    const key = createPrivateKey(DEV_PEM);
    const right = ["a", "b"].map(
      (text) => new Uint8Array(sign("sha256", Buffer.from(text), key)),
    );
    const signer = createRemoteImaSigner(giving(...right), DEV);
    expect(await signer.sign(files)).toHaveLength(2);
    const wrong = createRemoteImaSigner(giving(...right.toReversed()), DEV);
    await expectCode(() => wrong.sign(files), "SIGNER_KEY_MISMATCH");
  });

  it("of an EC key that are no DER: SIGNER_KEY_MISMATCH", async () => {
    const { info } = load(
      generateKeyPair({ kind: "ec", curve: "P-256" }).pem(),
    );
    const key = expectedKeyOf(info.spki, "elsewhere");
    const garbage = new Uint8Array(70).fill(48);
    const signer = createRemoteImaSigner(giving(garbage, garbage), key);
    await expectCode(() => signer.sign(files), "SIGNER_KEY_MISMATCH");
  });
});

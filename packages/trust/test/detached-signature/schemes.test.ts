import { readdirSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { fixedRsaKey, vectorPath } from "@stx-patch/testkit";
import { verifyDetachedSignature } from "../../src/index.js";
import {
  bareAnchor,
  POLICY,
  readSignedPatch,
  signPkcs1,
  signPss,
} from "../support.js";
import { codesOf, DATA, DEV, FORMAL, formalKey, verify } from "./support.js";

const PATCHES = readdirSync(vectorPath("patch"), {
  recursive: true,
  encoding: "utf8",
})
  .filter((file) => file.endsWith(".patch"))
  .sort();

describe("patches of the original tool", () => {
  it.each(PATCHES)("%s is trusted, and its signer known", (file) => {
    const verdict = verifyDetachedSignature({
      ...readSignedPatch(vectorPath("patch", file)),
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

  it.each(["2041", "2047", "2049", "2050", "3072"] as const)(
    "works for a modulus of %s bits",
    (bits) => {
      const { privateKey, publicPem } = fixedRsaKey(bits);
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

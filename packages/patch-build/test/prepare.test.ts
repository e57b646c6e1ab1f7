import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import {
  checkImaLayout,
  describeRpm,
  readRpmHeaders,
} from "@stx-patch/rpm-parser";
import { createImaSigner, loadPrivateKey } from "@stx-patch/signing";
import {
  generateKeyPair,
  vectorExpected,
  vectorPath,
} from "@stx-patch/testkit";
import { signRpm } from "./signed-rpm.js";

interface SignedVector {
  readonly base: string;
  readonly sha256: string;
}

const sha256 = (bytes: Uint8Array): string =>
  createHash("sha256").update(bytes).digest("hex");

describe.each([
  ["signed-mainheader-stx", "header"],
  ["files-only-mainheader", "header"],
  ["files-only-sigheader", "signature"],
] as const)(
  "the set %s, written by real rpmsign or its model",
  (set, layout) => {
    it("equals what we make of the unsigned packages, byte for byte", async () => {
      const vectors = Object.entries(
        await vectorExpected<Record<string, SignedVector>>("rpm", set),
      );
      expect(vectors.length).toBeGreaterThan(10);
      for (const [name, vector] of vectors) {
        const base = vectorPath("rpm", set, vector.base);
        const ours = await signRpm(base, layout);
        expect([name, sha256(ours)]).toEqual([name, vector.sha256]);
      }
    });

    it("stays the same when it is signed again", async () => {
      const vectors = Object.keys(
        await vectorExpected<Record<string, SignedVector>>("rpm", set),
      );
      for (const name of vectors) {
        const path = vectorPath("rpm", set, name);
        expect([name, sha256(await signRpm(path, layout))]).toEqual([
          name,
          sha256(readFileSync(path)),
        ]);
      }
    });
  },
);

describe("an EC key", () => {
  const pem = generateKeyPair({ kind: "ec", curve: "P-256" }).pem();
  const ec = createImaSigner(loadPrivateKey(pem, { source: "EC key" }));
  const path = vectorPath(
    "rpm",
    "unsigned/4.18/cgcs-patch-1.0-31.tis.x86_64.rpm",
  );

  it("cannot sign for the main-header layout: BUILD_IMA_EC_LAYOUT", async () => {
    await expect(signRpm(path, "header", ec)).rejects.toMatchObject({
      code: "BUILD_IMA_EC_LAYOUT",
    });
  });

  it("signs for the signature-header layout, which then has the longest length", async () => {
    const bytes = await signRpm(path, "signature", ec);
    const headers = await readRpmHeaders([bytes]);
    const { files } = describeRpm(headers);
    const lengths = files.map(({ imaSignature }) => imaSignature.length / 2);
    expect(headers.signature.numbers(275)).toEqual([Math.max(...lengths)]);
    expect(checkImaLayout(headers)).toEqual([]);
  });
});

import {
  constants,
  createHash,
  createPrivateKey,
  privateEncrypt,
  sign,
} from "node:crypto";
import { createReadStream, readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "@jest/globals";
import { describeRpm, readRpmHeaders } from "@stx-patch/rpm-parser";
import { generateKeyPair, TEST_KEYS } from "@stx-patch/testkit";
import fc from "@stx-patch/testkit/properties";
import type { ImaInput } from "../src/index.js";
import { imaKeyId, verifyImaSignature } from "../src/index.js";
import { bareAnchor, testAnchor } from "./support.js";

const { key } = testAnchor("ima");
const privateKey = createPrivateKey(readFileSync(TEST_KEYS.ima.privateKey));
const VECTORS = new URL("../../testkit/vectors/rpm/", import.meta.url);

const PREFIXES = {
  md5: ["01", "3020300c06082a864886f70d020505000410", 16],
  sha1: ["02", "3021300906052b0e03021a05000414", 20],
  sha224: ["07", "302d300d06096086480165030402040500041c", 28],
  sha256: ["04", "3031300d060960864801650304020105000420", 32],
  sha384: ["05", "3041300d060960864801650304020205000430", 48],
  sha512: ["06", "3051300d060960864801650304020305000440", 64],
} as const;
type Algorithm = keyof typeof PREFIXES;

/** A file signature as rpmsign makes it. */
function imaSignature(algorithm: Algorithm, digest: Uint8Array): Uint8Array {
  const [id, prefix] = PREFIXES[algorithm];
  const value = privateEncrypt(
    { key: privateKey, padding: constants.RSA_PKCS1_PADDING },
    Buffer.concat([Buffer.from(prefix, "hex"), digest]),
  );
  return new Uint8Array(
    Buffer.concat([Buffer.from(`0302${id}ec5b80840100`, "hex"), value]),
  );
}

const DIGEST = new Uint8Array(32).fill(7);
const GOOD: ImaInput = {
  signature: imaSignature("sha256", DIGEST),
  digest: DIGEST,
  algorithm: "sha256",
  key,
};

async function stateOf(changes: Partial<ImaInput>): Promise<string> {
  return (await verifyImaSignature({ ...GOOD, ...changes })).state;
}

/** The good signature with bytes replaced from an offset on. */
function patched(at: number, ...bytes: number[]): Uint8Array {
  const copy = GOOD.signature.slice();
  copy.set(bytes, at);
  return copy;
}

describe("verifyImaSignature", () => {
  it.each(Object.keys(PREFIXES) as Algorithm[])(
    "verifies %s digests",
    async (algorithm) => {
      const digest = new Uint8Array(PREFIXES[algorithm][2]).fill(9);
      const signature = imaSignature(algorithm, digest);
      expect(await stateOf({ algorithm, digest, signature })).toBe("good");
      digest[0] = 8;
      expect(await stateOf({ algorithm, digest, signature })).toBe(
        "bad-signature",
      );
    },
  );

  it.each<[name: string, changes: Partial<ImaInput>, state: string]>([
    ["nothing", { signature: new Uint8Array(0) }, "malformed"],
    ["another attribute type", { signature: patched(0, 1) }, "malformed"],
    ["format version 1", { signature: patched(1, 1) }, "malformed"],
    [
      "a header alone",
      { signature: GOOD.signature.subarray(0, 8) },
      "wrong-length",
    ],
    [
      "a signature that is cut off",
      { signature: GOOD.signature.subarray(0, -1) },
      "wrong-length",
    ],
    [
      "a byte too many",
      { signature: Buffer.concat([GOOD.signature, Buffer.of(0)]) },
      "wrong-length",
    ],
    [
      "another declared length",
      { signature: patched(7, 0, 255) },
      "wrong-length",
    ],
    [
      "a length that fits, but not the key",
      { signature: patched(7, 0, 255).subarray(0, -1) },
      "wrong-length",
    ],
    ["another key id", { signature: patched(3, 0) }, "wrong-key"],
    ["another key", { key: testAnchor("dev").key }, "wrong-key"],
    [
      "another hash in the signature",
      { signature: patched(2, 2) },
      "wrong-algorithm",
    ],
    [
      "another hash in the package",
      { algorithm: "sha512", digest: new Uint8Array(64) },
      "wrong-algorithm",
    ],
    [
      "a hash without file signatures",
      { algorithm: "sha3-256" },
      "wrong-algorithm",
    ],
    ["a digest that is too short", { digest: new Uint8Array(31) }, "malformed"],
    [
      "rpmsign's zeros for Ed25519",
      { signature: patched(9, ...new Array<number>(256).fill(0)) },
      "bad-signature",
    ],
    [
      "a number above the modulus",
      { signature: patched(9, ...new Array<number>(256).fill(255)) },
      "bad-signature",
    ],
  ])("tells what is wrong: %s", async (_name, changes, state) => {
    expect(await stateOf(changes)).toBe(state);
  });

  it("never calls a changed signature good", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 8 * 265 - 1 }), async (bit) => {
        const signature = GOOD.signature.slice();
        signature[bit >> 3] = (signature[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(await stateOf({ signature })).not.toBe("good");
      }),
      { numRuns: 300 },
    );
  });
});

describe.each(["P-256", "P-384", "P-521"])("ECDSA on %s", (curve) => {
  const pair = generateKeyPair({ kind: "ec", curve });
  const anchor = bareAnchor(pair.publicPem);

  /** OpenSSL hashes what it signs, so the file's content is signed here and not its digest. */
  function subject(algorithm: Algorithm): ImaInput {
    const content = Buffer.from("content");
    const value = sign(algorithm, content, pair.privateKey);
    const digest = createHash(algorithm).update(content).digest();
    const [id] = PREFIXES[algorithm];
    const header = `0302${id}${imaKeyId(anchor.key.spki)}00`;
    const signature = Buffer.concat([
      Buffer.from(header, "hex"),
      Buffer.of(value.length),
      value,
    ]);
    return { signature, digest, algorithm, key: anchor.key };
  }

  it.each(Object.keys(PREFIXES) as Algorithm[])(
    "verifies %s digests",
    async (algorithm) => {
      const good = subject(algorithm);
      expect(await stateOf(good)).toBe("good");
      const other = Uint8Array.from(good.digest, (byte) => byte ^ 1);
      expect(await stateOf({ ...good, digest: other })).toBe("bad-signature");
    },
  );

  it("calls everything else bad, and never throws", async () => {
    const good = subject("sha256");
    const key = bareAnchor(generateKeyPair({ kind: "ec", curve }).publicPem);
    expect(await stateOf({ ...good, key: key.key })).toBe("wrong-key");
    for (let at = 9; at < good.signature.length; at += 1) {
      const signature = good.signature.slice();
      signature[at] = (signature[at] ?? 0) ^ 0x80;
      expect([at, await stateOf({ ...good, signature })]).toEqual([
        at,
        "bad-signature",
      ]);
    }
    const empty = good.signature.slice(0, 9);
    empty.set([0, 0], 7);
    expect(await stateOf({ ...good, signature: empty })).toBe("bad-signature");
  });
});

describe("files that rpmsign has signed", () => {
  const folder = (name: string): string[] =>
    readdirSync(new URL(name, VECTORS)).map((file) =>
      fileURLToPath(new URL(`${name}${file}`, VECTORS)),
    );
  const files = [
    ...folder("files-only-mainheader/4.14/"),
    ...folder("files-only-mainheader/4.18/").filter((file) =>
      file.includes("filedigest"),
    ),
    ...folder("files-only-sigheader/4.14/"),
  ];

  it.each(files.map((file) => [basename(file), file]))(
    "%s",
    async (_name, file) => {
      const info = describeRpm(await readRpmHeaders(createReadStream(file)));
      const signed = info.files.filter(({ imaSignature: hex }) => hex !== "");
      expect(signed).not.toEqual([]);
      // A few of each are enough: some packages have thousands.
      for (const { digest, imaSignature: hex } of signed.slice(0, 20))
        expect(
          await verifyImaSignature({
            signature: Buffer.from(hex, "hex"),
            digest: Buffer.from(digest, "hex"),
            algorithm: info.fileDigestAlgorithm as ImaInput["algorithm"],
            key,
          }),
        ).toEqual({ state: "good", detail: "made by key ec5b8084" });
    },
  );
});

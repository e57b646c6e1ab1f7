import type { KeyObject } from "node:crypto";
import {
  createECDH,
  createHash,
  createPrivateKey,
  createPublicKey,
} from "node:crypto";

import { describe, expect, it } from "@jest/globals";
import { fromHex } from "@stx-patch/core";
import { generateKeyPair } from "@stx-patch/testkit";

import { createEcdsaSigner } from "../src/ecdsa.js";
import { expectCode } from "./support.js";

/** RFC 6979, appendices A.2.5 and A.2.6. */
const RFC_6979 = [
  {
    curve: "P-256",
    hash: "sha256",
    secret: "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721",
    message: "sample",
    r: "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716",
    s: "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8",
  },
  {
    curve: "P-256",
    hash: "sha256",
    secret: "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721",
    message: "test",
    r: "f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367",
    s: "019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083",
  },
  {
    curve: "P-384",
    hash: "sha384",
    secret:
      "6b9d3dad2e1b8c1c05b19875b6659f4de23c3b667bf297ba9aa47740787137d896d5724e4c70a825f872c9ea60d2edf5",
    message: "sample",
    r: "94edbb92a5ecb8aad4736e56c691916b3f88140666ce9fa73d64c4ea95ad133c81a648152e44acf96e36dd1e80fabe46",
    s: "99ef4aeb15f178cea1fe40db2603138f130e740a19624526203b6351d0a3a94fa329c145786e679e7b82c71a38628ac8",
  },
] as const;

/** DER of a signature: a SEQUENCE of two INTEGERs. */
function der(r: string, s: string): string {
  const integer = (hex: string): string => {
    const shortest = hex.replace(/^(00)+/, "");
    const value = shortest >= "8" ? `00${shortest}` : shortest;
    return `02${(value.length / 2).toString(16).padStart(2, "0")}${value}`;
  };
  const both = integer(r) + integer(s);
  return `30${(both.length / 2).toString(16).padStart(2, "0")}${both}`;
}

function privateKeyOf(curve: "P-256" | "P-384", secret: string): KeyObject {
  const ecdh = createECDH(curve === "P-256" ? "prime256v1" : "secp384r1");
  ecdh.setPrivateKey(secret, "hex");
  const point = ecdh.getPublicKey();
  const half = (point.length - 1) / 2;
  const jwk = {
    kty: "EC",
    crv: curve,
    d: Buffer.from(fromHex(secret)).toString("base64url"),
    x: point.subarray(1, 1 + half).toString("base64url"),
    y: point.subarray(1 + half).toString("base64url"),
  };
  return createPrivateKey({ key: jwk, format: "jwk" });
}

describe("ECDSA over a ready digest", () => {
  it.each(RFC_6979)(
    "gives RFC 6979's signature of $message on $curve",
    ({ curve, hash, secret, message, r, s }) => {
      const privateKey = privateKeyOf(curve, secret);
      const publicKey = createPublicKey(privateKey);
      const sign = createEcdsaSigner({ privateKey, publicKey });
      const digest = createHash(hash).update(message).digest();
      expect(Buffer.from(sign(digest)).toString("hex")).toBe(der(r, s));
    },
  );

  it("never hands out what the public half does not confirm", async () => {
    const { privateKey } = generateKeyPair({ kind: "ec", curve: "P-256" });
    const { publicKey } = generateKeyPair({ kind: "ec", curve: "P-256" });
    const sign = createEcdsaSigner({ privateKey, publicKey });
    await expectCode(() => sign(new Uint8Array(32)), "SIGN_SELF_CHECK_FAILED");
  });
});

// Keys of the vectors, and what a test group says of them.
import { createPublicKey } from "node:crypto";

import { byteLength, rawSign, toBytes } from "../raw-rsa.mjs";
import { seededKey, toKeyObject } from "../seeded-key.mjs";

const made = new Map();

/** A key of so many bits, always the same. */
export function vectorKey(bits, exponent = 65_537) {
  const name = `${bits} ${exponent}`;
  if (!made.has(name))
    made.set(name, seededKey(`signature ${name}`, bits, exponent));
  return made.get(name);
}

/** The fields of a group that describe its key. */
export function describeKey(key) {
  const publicKey = createPublicKey(toKeyObject(key));
  return {
    keySize: key.bits,
    publicKey: {
      modulus: key.n.toString(16),
      publicExponent: key.e.toString(16),
    },
    publicKeyDer: publicKey
      .export({ type: "spki", format: "der" })
      .toString("hex"),
    publicKeyPem: publicKey.export({ type: "spki", format: "pem" }).toString(),
  };
}

/** One test. */
export function vector(comment, flags, msg, sig, result) {
  return {
    comment,
    flags,
    msg: Buffer.from(msg).toString("hex"),
    sig: Buffer.from(sig).toString("hex"),
    result,
  };
}

/** Signatures that are wrong whatever the encoding: odd numbers and odd lengths, made of a good one. */
export function wrongNumbers(key, msg, good) {
  const length = byteLength(key.bits);
  const value = BigInt(`0x${good.toString("hex")}`);
  const bad = (comment, flag, sig) =>
    vector(comment, [flag], msg, sig, "invalid");
  const number = (comment, n) =>
    bad(comment, "InvalidNumber", toBytes(n, length));
  return [
    number("s = 0", 0n),
    number("s = 1", 1n),
    number("s = 2", 2n),
    number("s = n - 1", key.n - 1n),
    number("s = n - s", key.n - value),
    number("s = n", key.n),
    number("s = n + 1", key.n + 1n),
    number("all bits of s set", (1n << BigInt(8 * length)) - 1n),
    ...(value + key.n < 1n << BigInt(8 * length)
      ? [number("s + n", value + key.n)]
      : []),
    bad("a bit of s flipped", "ModifiedSignature", flip(good, length - 1)),
    bad("the first bit of s flipped", "ModifiedSignature", flip(good, 1)),
    bad(
      "bytes of s reversed",
      "ModifiedSignature",
      Buffer.from(good).reverse(),
    ),
    bad("no byte", "SignatureLength", Buffer.alloc(0)),
    bad("one byte", "SignatureLength", good.subarray(0, 1)),
    bad("the last byte missing", "SignatureLength", good.subarray(0, -1)),
    bad(
      "the first byte missing",
      good[0] === 0 ? "LeadingZeroMissing" : "SignatureLength",
      good.subarray(1),
    ),
    bad(
      "a zero in front",
      "SignatureLength",
      Buffer.concat([Buffer.alloc(1), good]),
    ),
    bad(
      "a zero behind",
      "SignatureLength",
      Buffer.concat([good, Buffer.alloc(1)]),
    ),
    bad("twice", "SignatureLength", Buffer.concat([good, good])),
    bad(
      "for another message",
      "WrongMessage",
      rawSign(key, toBytes(value % key.n, length)),
    ),
  ];
}

function flip(bytes, at) {
  const copy = Buffer.from(bytes);
  copy[at] ^= 1;
  return copy;
}

// Vectors of RSASSA-PKCS1-v1_5 with SHA-256.
import { digest, digestInfo, pkcs1 } from "../encodings.mjs";
import { byteLength, rawSign } from "../raw-rsa.mjs";
import { COMMON_NOTES, note } from "./notes.mjs";
import { describeKey, vector, vectorKey, wrongNumbers } from "./vector-key.mjs";

const MESSAGE = Buffer.from("metadata.tar and software.tar");
const OID = "0609608648016503040201";

/** What the flags mean. */
export const PKCS1_NOTES = {
  Normal: note("A signature as the standard prescribes it."),
  MissingNull: note(
    "Without parameters of the algorithm: old implementations made such signatures, and none may be accepted here.",
  ),
  BerEncoding: note(
    "Another encoding of the same values, which parsers of BER accept.",
  ),
  TrailingBytes: note(
    "Bytes behind the digest or short padding: what forgeries for small exponents are made of.",
  ),
  Padding: note("The padding differs from what the standard prescribes."),
  HashMismatch: note("Another hash, or another name for it."),
  ...COMMON_NOTES,
};

/** One group for each key. */
export function pkcs1Groups() {
  return [
    group(vectorKey(2048), everything),
    group(vectorKey(2048, 3), smallExponent),
    ...[2049, 2055, 3072, 4096].map((bits) => group(vectorKey(bits), theUsual)),
    ...[1024, 2047].map((bits) => group(vectorKey(bits), weak)),
    group(vectorKey(2048, 1), exponentOne),
  ];
}

function group(key, tests) {
  return {
    type: "RsassaPkcs1Verify",
    ...describeKey(key),
    sha: "SHA-256",
    tests: tests(key),
  };
}

function signed(key, msg, bend = {}) {
  const info = digestInfo(digest("sha256", msg));
  return rawSign(key, pkcs1(byteLength(key.bits), { info, ...bend }));
}

const good = (key, comment, msg, flags = ["Normal"], result = "valid") =>
  vector(comment, flags, msg, signed(key, msg), result);

const bent = (key, comment, flag, bend) =>
  vector(comment, [flag], MESSAGE, signed(key, MESSAGE, bend), "invalid");

/** DigestInfo of hex, with the digest where D stands. */
const der = (hex) => {
  const bytes = digest("sha256", MESSAGE).toString("hex");
  return {
    info: Buffer.from(hex.replaceAll(" ", "").replace("D", bytes), "hex"),
  };
};

function theUsual(key) {
  return [
    good(key, "a message", MESSAGE),
    bent(
      key,
      "the NULL is missing",
      "MissingNull",
      der(`302f 300b ${OID} 0420 D`),
    ),
    bent(key, "short padding", "TrailingBytes", shortPadding(key)),
    ...wrongNumbers(key, MESSAGE, signed(key, MESSAGE)).filter(({ comment }) =>
      /^s|^no byte|missing$/.test(comment),
    ),
  ];
}

function everything(key) {
  return [
    good(key, "a message", MESSAGE),
    good(key, "no message", ""),
    good(key, "one byte", "x"),
    good(key, "a kibibyte of zeros", Buffer.alloc(1024)),
    ...structure(key),
    ...padding(key),
    ...hashes(key),
    ...wrongNumbers(key, MESSAGE, signed(key, MESSAGE)),
  ];
}

/** DigestInfo that a parser might take for the right one. */
function structure(key) {
  return [
    bent(
      key,
      "the NULL is missing",
      "MissingNull",
      der(`302f 300b ${OID} 0420 D`),
    ),
    bent(
      key,
      "the NULL has a long length",
      "BerEncoding",
      der(`3032 300e ${OID} 058100 0420 D`),
    ),
    bent(
      key,
      "the outer length is long",
      "BerEncoding",
      der(`308131 300d ${OID} 0500 0420 D`),
    ),
    bent(
      key,
      "the outer length is longer",
      "BerEncoding",
      der(`30820031 300d ${OID} 0500 0420 D`),
    ),
    bent(
      key,
      "the inner length is long",
      "BerEncoding",
      der(`3032 30810d ${OID} 0500 0420 D`),
    ),
    bent(
      key,
      "the digest's length is long",
      "BerEncoding",
      der(`3032 300d ${OID} 0500 048120 D`),
    ),
    bent(
      key,
      "indefinite lengths",
      "BerEncoding",
      der(`3080 300d ${OID} 0500 0420 D 0000`),
    ),
    bent(
      key,
      "indefinite length of the algorithm",
      "BerEncoding",
      der(`3035 3080 ${OID} 0500 0000 0420 D`),
    ),
    bent(
      key,
      "a constructed digest",
      "BerEncoding",
      der(`3033 300d ${OID} 0500 2422 0420 D`),
    ),
    bent(
      key,
      "a wrong outer length",
      "BerEncoding",
      der(`3030 300d ${OID} 0500 0420 D`),
    ),
    bent(
      key,
      "another tag outside",
      "BerEncoding",
      der(`3131 300d ${OID} 0500 0420 D`),
    ),
    bent(
      key,
      "another tag of the digest",
      "BerEncoding",
      der(`3031 300d ${OID} 0500 0320 D`),
    ),
    bent(
      key,
      "a leading zero in the identifier",
      "BerEncoding",
      der(`3032 300e 060a 80608648016503040201 0500 0420 D`),
    ),
    bent(
      key,
      "parameters that are no NULL",
      "BerEncoding",
      der(`3031 300d ${OID} 0400 0420 D`),
    ),
    bent(
      key,
      "parameters with content",
      "TrailingBytes",
      der(`3033 300f ${OID} 05020000 0420 D`),
    ),
    bent(
      key,
      "a third value in DigestInfo",
      "TrailingBytes",
      der(`3033 300d ${OID} 0500 0420 D 0500`),
    ),
    bent(
      key,
      "a third value in the algorithm",
      "TrailingBytes",
      der(`3033 300f ${OID} 0500 0500 0420 D`),
    ),
    bent(key, "a byte behind DigestInfo", "TrailingBytes", {
      tail: Buffer.alloc(1),
    }),
    bent(key, "16 bytes behind DigestInfo", "TrailingBytes", {
      tail: Buffer.alloc(16, 0x11),
    }),
    bent(
      key,
      "short padding, bytes behind",
      "TrailingBytes",
      shortPadding(key),
    ),
    bent(
      key,
      "no padding, bytes behind",
      "TrailingBytes",
      shortPadding(key, 0),
    ),
    bent(key, "the digest alone", "BerEncoding", {
      info: digest("sha256", MESSAGE),
    }),
    bent(key, "no digest", "BerEncoding", der(`3011 300d ${OID} 0500 0400`)),
    bent(key, "half a digest", "BerEncoding", {
      info: Buffer.concat([
        Buffer.from(`3021300d${OID}05000410`, "hex"),
        digest("sha256", MESSAGE).subarray(0, 16),
      ]),
    }),
    bent(key, "nothing but padding", "Padding", {
      info: Buffer.alloc(0),
      separator: [],
    }),
  ];
}

function padding(key) {
  return [
    bent(key, "block type 0", "Padding", { head: [0, 0], fill: 0 }),
    bent(key, "block type 2", "Padding", { head: [0, 2] }),
    bent(key, "block type 1 with zeros", "Padding", { fill: 0 }),
    bent(key, "FE in place of FF", "Padding", { fill: 0xfe }),
    bent(key, "a first byte of 1", "Padding", { head: [1, 1] }),
    bent(key, "a separator of 1", "Padding", { separator: [1] }),
    bent(key, "no separator", "Padding", { separator: [] }),
    bent(key, "two separators", "Padding", { separator: [0, 0] }),
    bent(key, "no first byte, one more of padding", "Padding", {
      head: [1, 0xff],
    }),
    bent(key, "a zero in the padding", "Padding", { separator: [0, 0xff, 0] }),
  ];
}

function hashes(key) {
  return [
    ...["sha1", "sha224", "sha384", "sha512"].map((name) =>
      bent(key, `signed with ${name}`, "HashMismatch", {
        info: digestInfo(digest(name, MESSAGE), name),
      }),
    ),
    bent(
      key,
      "called SHA-512, a digest of SHA-256",
      "HashMismatch",
      der("3031 300d 0609608648016503040203 0500 0420 D"),
    ),
    bent(
      key,
      "called SHA-256 of the signature kind",
      "HashMismatch",
      der("3031 300d 06092a864886f70d01010b 0500 0420 D"),
    ),
    bent(key, "a bit of the digest", "WrongMessage", {
      info: digestInfo(digest("sha256", "another message")),
    }),
    bent(key, "a digest of zeros", "WrongMessage", {
      info: digestInfo(Buffer.alloc(32)),
    }),
  ];
}

function shortPadding(key, bytes = 8) {
  const room = byteLength(key.bits) - 3 - 51 - bytes;
  return { paddingBytes: bytes, tail: Buffer.alloc(room, 0x11) };
}

function weak(key) {
  return [
    good(key, "a message", MESSAGE, ["WeakKey"], "acceptable"),
    bent(
      key,
      "the NULL is missing",
      "MissingNull",
      der(`302f 300b ${OID} 0420 D`),
    ),
  ];
}

function smallExponent(key) {
  return [
    good(key, "a message", MESSAGE, ["SmallExponent"], "acceptable"),
    ...structure(key).filter(({ flags }) => flags[0] === "TrailingBytes"),
  ];
}

function exponentOne(key) {
  return [good(key, "a message", MESSAGE, ["ExponentOne"], "invalid")];
}

// Vectors of RSASSA-PSS with SHA-256, MGF1 with SHA-256 and 32 bytes of salt.
import { digest, pss } from "../encodings.mjs";
import { rawSign } from "../raw-rsa.mjs";
import { COMMON_NOTES, note } from "./notes.mjs";
import { describeKey, vector, vectorKey, wrongNumbers } from "./vector-key.mjs";

const MESSAGE = Buffer.from("metadata.tar and software.tar");
const SALT = Buffer.from(
  "a salt of thirty-two bytes, fixed",
  "latin1",
).subarray(0, 32);

/** What the flags mean. */
export const PSS_NOTES = {
  Normal: note("A signature as the format asks for it."),
  SaltLength: note(
    "The target's check asks for 32 bytes of salt; whoever finds out the length by itself accepts more.",
  ),
  HashMismatch: note("Message and mask have to be hashed with SHA-256 both."),
  ModifiedEncoding: note(
    "The encoded message differs in one part from what the standard prescribes.",
  ),
  ...COMMON_NOTES,
};

/** One group for each key. */
export function pssGroups() {
  return [
    group(vectorKey(2048), everything),
    ...[2049, 2050, 2055, 2056, 3072, 4096].map((bits) =>
      group(vectorKey(bits), theUsual),
    ),
    ...[1024, 2047].map((bits) => group(vectorKey(bits), weak)),
    group(vectorKey(2048, 3), smallExponent),
    group(vectorKey(2048, 1), exponentOne),
  ];
}

function group(key, tests) {
  return {
    type: "RsassaPssVerify",
    ...describeKey(key),
    sha: "SHA-256",
    mgf: "MGF1",
    mgfSha: "SHA-256",
    sLen: 32,
    tests: tests(key),
  };
}

function signed(key, msg, bend = {}) {
  const { hash = "sha256" } = bend;
  return rawSign(
    key,
    pss(key.bits, digest(hash, msg), { salt: SALT, ...bend }),
  );
}

const good = (key, comment, msg, flags = ["Normal"], result = "valid") =>
  vector(comment, flags, msg, signed(key, msg), result);

const bent = (key, comment, flag, bend) =>
  vector(comment, [flag], MESSAGE, signed(key, MESSAGE, bend), "invalid");

function theUsual(key) {
  return [
    good(key, "a message", MESSAGE),
    bent(key, "a salt of 20 bytes", "SaltLength", {
      salt: SALT.subarray(0, 20),
    }),
    bent(key, "the last bit of the padding", "ModifiedEncoding", {
      bendBlock: setByte(0, 1),
    }),
    bent(key, "another trailer", "ModifiedEncoding", { trailer: 0xbd }),
    ...wrongNumbers(key, MESSAGE, signed(key, MESSAGE)).filter(({ comment }) =>
      /^s|^no byte|missing$/.test(comment),
    ),
  ];
}

function everything(key) {
  const longest = key.bits / 8 - 34;
  return [
    good(key, "a message", MESSAGE),
    good(key, "no message", ""),
    good(key, "one byte", "x"),
    good(key, "64 bytes, a block of the hash", Buffer.alloc(64, 0x61)),
    good(key, "a kibibyte of zeros", Buffer.alloc(1024)),
    good(key, "bytes that are no text", Buffer.from([0, 255, 0, 254])),
    ...[0, 1, 20, 31, 33, 48, 64, longest].map((bytes) =>
      bent(key, `a salt of ${bytes} bytes`, "SaltLength", {
        salt: Buffer.alloc(bytes, 0x5a),
      }),
    ),
    bent(key, "a salt of zeros, as long as none", "SaltLength", {
      salt: Buffer.alloc(0),
    }),
    ...["sha1", "sha224", "sha384", "sha512"].map((hash) =>
      bent(key, `${hash} for message and mask`, "HashMismatch", {
        hash,
        salt: SALT,
      }),
    ),
    ...["sha1", "sha224", "sha384", "sha512"].map((mgf) =>
      bent(key, `${mgf} for the mask`, "HashMismatch", { mgf }),
    ),
    ...[0x00, 0xbb, 0xcc, 0xfc].map((trailer) =>
      bent(
        key,
        `the trailer ${trailer.toString(16).padStart(2, "0")}`,
        "ModifiedEncoding",
        { trailer },
      ),
    ),
    bent(key, "a bit above the encoding", "ModifiedEncoding", {
      setTopBit: true,
    }),
    bent(key, "the first byte of the padding", "ModifiedEncoding", {
      bendBlock: setByte(1, 1),
    }),
    bent(key, "the last byte of the padding", "ModifiedEncoding", {
      bendBlock: (block) => setByte(block.length - 34, 0x80)(block),
    }),
    bent(key, "another byte in front of the salt", "ModifiedEncoding", {
      bendBlock: (block) => setByte(block.length - 33, 2)(block),
    }),
    bent(key, "no byte in front of the salt", "ModifiedEncoding", {
      bendBlock: (block) => setByte(block.length - 33, 0)(block),
    }),
    bent(key, "a bit of the salt", "ModifiedEncoding", {
      bendBlock: (block) => setByte(block.length - 1, 0)(block),
    }),
    bent(key, "padding of ones", "ModifiedEncoding", {
      bendBlock: (block) =>
        Buffer.from(
          block.map((byte, i) => (i < block.length - 33 ? 0xff : byte)),
        ),
    }),
    bent(key, "a bit of the digest", "ModifiedEncoding", {
      bendDigest: (bytes) => setByte(0, bytes[0] ^ 1)(bytes),
    }),
    bent(key, "a digest of zeros", "ModifiedEncoding", {
      bendDigest: (bytes) => Buffer.alloc(bytes.length),
    }),
    ...[0, 7, 9].map((zeros) =>
      bent(key, `${zeros} zeros in front of the digest`, "ModifiedEncoding", {
        zeros,
      }),
    ),
    bent(key, "the message itself in place of its digest", "WrongMessage", {
      bendDigest: () => digest("sha256", MESSAGE),
    }),
    ...wrongNumbers(key, MESSAGE, signed(key, MESSAGE)),
  ];
}

function weak(key) {
  return [
    good(key, "a message", MESSAGE, ["WeakKey"], "acceptable"),
    bent(key, "a salt of 20 bytes", "SaltLength", {
      salt: SALT.subarray(0, 20),
    }),
  ];
}

function smallExponent(key) {
  return [
    good(key, "a message", MESSAGE, ["SmallExponent"], "acceptable"),
    ...wrongNumbers(key, MESSAGE, signed(key, MESSAGE)),
  ];
}

function exponentOne(key) {
  return [good(key, "a message", MESSAGE, ["ExponentOne"], "invalid")];
}

function setByte(at, value) {
  return (bytes) => {
    const copy = Buffer.from(bytes);
    copy[at] = value;
    return copy;
  };
}

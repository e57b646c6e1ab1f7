// The two encodings of RFC 8017 that patches know, with every part open to be bent.
import { createHash } from "node:crypto";

/** DER of DigestInfo up to the digest. */
export const DIGEST_INFO = {
  sha1: "3021300906052b0e03021a05000414",
  sha224: "302d300d06096086480165030402040500041c",
  sha256: "3031300d060960864801650304020105000420",
  sha384: "3041300d060960864801650304020205000430",
  sha512: "3051300d060960864801650304020305000440",
};

/**
 * EMSA-PKCS1-v1_5.
 *
 * @param length - bytes of the modulus
 * @param options.info - DigestInfo with the digest
 * @param options.fill - the padding's byte
 * @param options.head - the first two bytes
 * @param options.paddingBytes - default: as many as fit
 * @param options.tail - bytes behind DigestInfo
 */
export function pkcs1(
  length,
  {
    info,
    fill = 0xff,
    head = [0, 1],
    paddingBytes,
    separator = [0],
    tail = Buffer.alloc(0),
  },
) {
  const room =
    length - head.length - separator.length - info.length - tail.length;
  return Buffer.concat([
    Buffer.from(head),
    Buffer.alloc(paddingBytes ?? room, fill),
    Buffer.from(separator),
    info,
    tail,
  ]);
}

/** DigestInfo with a digest. */
export function digestInfo(messageDigest, algorithm = "sha256") {
  return Buffer.concat([
    Buffer.from(DIGEST_INFO[algorithm], "hex"),
    messageDigest,
  ]);
}

/**
 * EMSA-PSS.
 *
 * @param bits - of the modulus
 * @param messageDigest - of the message, by `hash`
 * @param options.salt - its bytes
 * @param options.hash - digest of message and encoding; `mgf` that of the mask
 * @param options.trailer - the last byte
 * @param options.bendBlock - changes padding and salt before they are masked
 * @param options.bendDigest - changes the digest before it goes into the encoding
 * @param options.setTopBit - leaves a bit above the encoding's length set
 */
export function pss(
  bits,
  messageDigest,
  {
    salt,
    hash = "sha256",
    mgf = hash,
    trailer = 0xbc,
    zeros = 8,
    bendBlock = (block) => block,
    bendDigest = (bytes) => bytes,
    setTopBit = false,
  },
) {
  const encodedBits = bits - 1;
  const length = Math.ceil(encodedBits / 8);
  const inner = bendDigest(
    digest(hash, Buffer.concat([Buffer.alloc(zeros), messageDigest, salt])),
  );
  const blockBytes = length - inner.length - 1;
  const block = bendBlock(
    Buffer.concat([
      Buffer.alloc(blockBytes - salt.length - 1),
      Buffer.from([1]),
      salt,
    ]),
  );
  const masked = xor(block, mgf1(mgf, inner, blockBytes));
  const unused = 8 * length - encodedBits;
  masked[0] &= 0xff >> unused;
  if (setTopBit) masked[0] |= 0x80 >> (unused - 1);
  const encoded = Buffer.concat([masked, inner, Buffer.from([trailer])]);
  // A modulus of 8n+1 bits is one byte longer than its encodings.
  return Buffer.concat([Buffer.alloc(Math.ceil(bits / 8) - length), encoded]);
}

function mgf1(hash, seed, length) {
  const blocks = [];
  for (let i = 0; Buffer.concat(blocks).length < length; i += 1)
    blocks.push(
      digest(hash, Buffer.concat([seed, Buffer.from([0, 0, i >> 8, i & 255])])),
    );
  return Buffer.concat(blocks).subarray(0, length);
}

function xor(a, b) {
  return Buffer.from(a.map((byte, i) => byte ^ b[i]));
}

/** Digest of bytes. */
export function digest(algorithm, bytes) {
  return createHash(algorithm).update(bytes).digest();
}

import { concatBytes, equalBytes } from "@stx-patch/core";
import { digestOf } from "./forge-hash.js";

const HASH_BYTES = 32;
const TRAILER = 0xbc;

/**
 * Checks an opened signature (EMSA-PSS-VERIFY of RFC 8017 9.1.2, SHA-256, MGF1 with SHA-256) and finds out how long its salt is.
 *
 * forge's PSS is not used: it has to be told the salt length, so that a signature with another one looks like a forgery, and it
 * throws where the answer is "no".
 *
 * @param encoded - as long as the modulus
 * @returns bytes of salt, or undefined when the signature does not fit the digest
 */
export function pssSaltLength(
  encoded: Uint8Array,
  modulusBits: number,
  sha256: Uint8Array,
): number | undefined {
  const bits = modulusBits - 1;
  const message = withoutEmptyByte(encoded, Math.ceil(bits / 8));
  const split = (message?.length ?? 0) - HASH_BYTES - 1;
  if (message === undefined || split < 1 || message.at(-1) !== TRAILER)
    return undefined;

  const masked = message.subarray(0, split);
  const hash = message.subarray(split, -1);
  const usedOfFirstByte = 0xff >> (8 * message.length - bits);
  if (((masked[0] ?? 0) & ~usedOfFirstByte) !== 0) return undefined;

  const block = xor(masked, mgf1(hash, split));
  block[0] = (block[0] ?? 0) & usedOfFirstByte;
  const mark = block.findIndex((byte) => byte !== 0);
  if (block[mark] !== 1) return undefined;
  const salt = block.subarray(mark + 1);
  const expected = digestOf(
    "sha256",
    concatBytes([new Uint8Array(8), sha256, salt]),
  );
  return equalBytes(hash, expected) ? salt.length : undefined;
}

/** A modulus of 8n+1 bits leaves one byte of the encoded message empty. */
function withoutEmptyByte(
  encoded: Uint8Array,
  length: number,
): Uint8Array | undefined {
  if (encoded.length === length) return encoded;
  return encoded[0] === 0 ? encoded.subarray(1) : undefined;
}

function mgf1(seed: Uint8Array, length: number): Uint8Array {
  const blocks: Uint8Array[] = [];
  for (let i = 0; i * HASH_BYTES < length; i++)
    blocks.push(
      digestOf("sha256", concatBytes([seed, Uint8Array.of(0, 0, i >> 8, i)])),
    );
  return concatBytes(blocks).subarray(0, length);
}

function xor(a: Uint8Array, b: Uint8Array): Uint8Array {
  return a.map((byte, i) => byte ^ (b[i] ?? 0));
}

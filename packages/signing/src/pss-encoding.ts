import type forge from "node-forge";
import mgf1 from "node-forge/lib/mgf1.js";
import pss from "node-forge/lib/pss.js";
import sha256 from "node-forge/lib/sha256.js";
import util from "node-forge/lib/util.js";

import { SALT_BYTES } from "./pss-salt.js";

/**
 * EMSA-PSS encoding (RFC 8017 section 9.1.1) with SHA-256 and MGF1-SHA-256.
 *
 * @param digest - SHA-256 of the message
 * @param modulusBits - length of the RSA modulus
 * @param salt - exactly 32 bytes
 * @returns the encoded message, padded in front to the length of the modulus
 */
export function encodePss(
  digest: Uint8Array,
  modulusBits: number,
  salt: Uint8Array,
): Uint8Array {
  const encoded = pssScheme(salt).encode(finishedDigest(digest), modulusBits);
  const padded = new Uint8Array(Math.ceil(modulusBits / 8));
  // One byte shorter than the modulus when its bit length is a multiple of eight plus one.
  padded.set(fromBinaryString(encoded), padded.length - encoded.length);
  return padded;
}

/**
 * Whether the encoded message is that of this digest, with a salt of 32 bytes.
 *
 * @param encoded - as long as the modulus: what the public operation makes of a signature
 */
export function matchesPss(
  digest: Uint8Array,
  modulusBits: number,
  encoded: Uint8Array,
): boolean {
  const encodedBytes = Math.ceil((modulusBits - 1) / 8);
  const padding = encoded.subarray(0, encoded.length - encodedBytes);
  if (encoded.length < encodedBytes || padding.some((byte) => byte !== 0))
    return false;
  try {
    return pssScheme().verify(
      binaryString(digest),
      binaryString(encoded.subarray(padding.length)),
      modulusBits,
    );
  } catch {
    // node-forge throws for some wrong encodings and says false for others.
    return false;
  }
}

function pssScheme(salt?: Uint8Array): pss.Scheme {
  return pss.create({
    md: sha256.create(),
    mgf: mgf1.create(sha256.create()),
    saltLength: SALT_BYTES,
    ...(salt === undefined
      ? {}
      : { salt: util.createBuffer(binaryString(salt)) }),
  });
}

/** node-forge wants the digest object that made the digest; all it asks of it is `digest()`. */
function finishedDigest(digest: Uint8Array): forge.md.MessageDigest {
  const finished = sha256.create();
  finished.digest = () => util.createBuffer(binaryString(digest));
  return finished;
}

function binaryString(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("latin1");
}

function fromBinaryString(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "latin1"));
}

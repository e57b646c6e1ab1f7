import forge from "node-forge";

import { SALT_BYTES } from "./pss-salt.js";

/** The part of node-forge's PSS module that is used here; its published types say `any`. */
interface PssScheme {
  encode(finished: forge.md.MessageDigest, modulusBits: number): string;
  verify(digest: string, encoded: string, modulusBits: number): boolean;
}

/**
 * EMSA-PSS encoding (RFC 8017 section 9.1.1) with SHA-256 and MGF1-SHA-256.
 *
 * @param sha256 - digest of the message
 * @param modulusBits - length of the RSA modulus
 * @param salt - exactly 32 bytes
 * @returns the encoded message, padded in front to the length of the modulus
 */
export function encodePss(
  sha256: Uint8Array,
  modulusBits: number,
  salt: Uint8Array,
): Uint8Array {
  const encoded = pssScheme(salt).encode(finishedDigest(sha256), modulusBits);
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
  sha256: Uint8Array,
  modulusBits: number,
  encoded: Uint8Array,
): boolean {
  const encodedBytes = Math.ceil((modulusBits - 1) / 8);
  const padding = encoded.subarray(0, encoded.length - encodedBytes);
  if (encoded.length < encodedBytes || padding.some((byte) => byte !== 0))
    return false;
  try {
    return pssScheme().verify(
      binaryString(sha256),
      binaryString(encoded.subarray(padding.length)),
      modulusBits,
    );
  } catch {
    // node-forge throws for some wrong encodings and says false for others.
    return false;
  }
}

function pssScheme(salt?: Uint8Array): PssScheme {
  return forge.pss.create({
    md: forge.md.sha256.create(),
    mgf: forge.mgf.mgf1.create(forge.md.sha256.create()) as unknown,
    saltLength: SALT_BYTES,
    ...(salt === undefined
      ? {}
      : { salt: forge.util.createBuffer(binaryString(salt)) }),
  }) as PssScheme;
}

/** node-forge wants the digest object that made the digest; all it asks of it is `digest()`. */
function finishedDigest(sha256: Uint8Array): forge.md.MessageDigest {
  const md = forge.md.sha256.create();
  md.digest = () => forge.util.createBuffer(binaryString(sha256));
  return md;
}

function binaryString(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("latin1");
}

function fromBinaryString(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "latin1"));
}

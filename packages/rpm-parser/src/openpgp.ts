import { toHex, viewOf } from "./bytes.js";
import type { RpmHeader } from "./header.js";
import type { OpenPgpSignature } from "./rpm-info.js";
import { SIG } from "./tags.js";

const BINARY: readonly Omit<OpenPgpSignature, "keyId">[] = [
  { tag: SIG.dsa, name: "DSA", covers: "header" },
  { tag: SIG.rsa, name: "RSA", covers: "header" },
  { tag: SIG.pgp, name: "PGP", covers: "header+payload" },
  { tag: SIG.gpg, name: "GPG", covers: "header+payload" },
];

/** The OpenPGP signatures that are present (spec section 5); nothing is verified. */
export function openPgpSignaturesOf(signature: RpmHeader): OpenPgpSignature[] {
  const binary = BINARY.flatMap((kind) => {
    const packet = signature.bytesOf(kind.tag);
    return packet === undefined ? [] : [{ ...kind, keyId: keyIdOf(packet) }];
  });
  const armored = (signature.strings(SIG.openPgp) ?? []).map(
    (base64): OpenPgpSignature => ({
      tag: SIG.openPgp,
      name: "OPENPGP",
      covers: "header",
      keyId: keyIdOfBase64(base64),
    }),
  );
  return [...binary, ...armored];
}

function keyIdOfBase64(base64: string): string | undefined {
  try {
    return keyIdOf(Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)));
  } catch {
    // atob refuses what is not base64: then nobody can say who signed.
    return undefined;
  }
}

/** Issuer subpackets of a version 4 signature (RFC 4880, 5.2.3.5) and of version 4 fingerprints. */
const ISSUER = 16;
const ISSUER_FINGERPRINT = 33;
const SIGNATURE_PACKET = 2;

/** The signer's key id, for display; undefined for anything unusual. */
export function keyIdOf(packet: Uint8Array): string | undefined {
  const body = signatureBody(packet);
  if (body?.[0] === 3) return hexIfComplete(body.subarray(7, 15), 8);
  return body?.[0] === 4 ? issuerOfV4(body) : undefined;
}

function signatureBody(packet: Uint8Array): Uint8Array | undefined {
  const [head = 0, length = 0] = packet;
  const isNewFormat = (head & 0xc0) === 0xc0;
  const tag = isNewFormat ? head & 0x3f : (head & 0x3c) >> 2;
  if ((head & 0x80) === 0 || tag !== SIGNATURE_PACKET) return undefined;
  const lengthBytes = isNewFormat
    ? newLengthBytes(length)
    : (head & 3) === 3
      ? 0
      : 1 << (head & 3);
  return packet.subarray(1 + lengthBytes);
}

/** How many bytes a new-format length takes, from its first byte. */
function newLengthBytes(first: number): number {
  return first < 192 ? 1 : first < 255 ? 2 : 5;
}

function issuerOfV4(body: Uint8Array): string | undefined {
  if (body.length < 6) return undefined;
  const hashedEnd = 6 + viewOf(body).getUint16(4);
  if (hashedEnd + 2 > body.length) return undefined;
  const unhashedEnd = hashedEnd + 2 + viewOf(body).getUint16(hashedEnd);
  return (
    issuerAmong(body.subarray(6, hashedEnd)) ??
    issuerAmong(body.subarray(hashedEnd + 2, unhashedEnd))
  );
}

function issuerAmong(subpackets: Uint8Array): string | undefined {
  let at = 0;
  while (at < subpackets.length) {
    const { size, start } = subpacketAt(subpackets, at);
    const end = start + size;
    const value = subpackets.subarray(start + 1, end);
    const type = (subpackets[start] ?? 0) & 0x7f;
    if (type === ISSUER) return hexIfComplete(value, 8);
    // Version byte and 20 bytes of fingerprint, whose last 8 are the key id.
    if (type === ISSUER_FINGERPRINT && value[0] === 4)
      return hexIfComplete(value.subarray(13, 21), 8);
    at = Math.max(end, at + 1);
  }
  return undefined;
}

function subpacketAt(
  bytes: Uint8Array,
  at: number,
): { size: number; start: number } {
  const [first = 0, second = 0, third = 0, fourth = 0, fifth = 0] =
    bytes.subarray(at, at + 5);
  if (first < 192) return { size: first, start: at + 1 };
  if (first < 255)
    return { size: (first - 192) * 256 + second + 192, start: at + 2 };
  return {
    size: second * 0x1000000 + (third << 16) + (fourth << 8) + fifth,
    start: at + 5,
  };
}

function hexIfComplete(bytes: Uint8Array, count: number): string | undefined {
  return bytes.length === count ? toHex(bytes) : undefined;
}

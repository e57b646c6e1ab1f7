import { toHex, viewOf } from "./bytes.js";
import { HASH_NUMBERS } from "./hash.js";
import { findSubpacket } from "./openpgp-subpackets.js";
import type { OpenPgpFacts } from "./rpm-info.js";

const SIGNATURE_PACKET = 2;

/** Public-key algorithms that sign (RFC 9580, 9.1; 3 and 20 are obsolete). */
const PUBLIC_KEY_ALGORITHMS: ReadonlyMap<number, string> = new Map([
  [1, "RSA"],
  [3, "RSA"],
  [17, "DSA"],
  [19, "ECDSA"],
  [22, "EdDSA"],
  [27, "Ed25519"],
  [28, "Ed448"],
]);

/** Subpackets used here (RFC 9580, 5.2.3.7). */
const CREATION_TIME = 2;
const ISSUER = 16;
const ISSUER_FINGERPRINT = 33;

/**
 * What a signature packet says about itself, for display: nothing of it is verified. What is cut off, of
 * another kind or unknown is left out; reads no more than the two subpacket areas.
 */
export function factsOfPacket(packet: Uint8Array): OpenPgpFacts {
  const body = signatureBody(packet);
  switch (body?.[0]) {
    case 3:
      return version3(body);
    case 4:
      return withSubpackets(body, 4, 2);
    case 6:
      return withSubpackets(body, 6, 4);
    default:
      return {};
  }
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

/** Version, 5, type, time, key id, algorithms (RFC 4880, 5.2.2). */
function version3(body: Uint8Array): OpenPgpFacts {
  if (body.length < 17) return { version: 3 };
  return {
    version: 3,
    type: body[2],
    creationTimeSeconds: viewOf(body).getUint32(3),
    keyId: toHex(body.subarray(7, 15)),
    ...algorithms(body[15], body[16]),
  };
}

/** Version, type, algorithms, hashed area, unhashed area (RFC 9580, 5.2.3); the versions differ in the length fields. */
function withSubpackets(
  body: Uint8Array,
  version: 4 | 6,
  lengthBytes: 2 | 4,
): OpenPgpFacts {
  const hashed = area(body, 4, lengthBytes);
  if (hashed === undefined) return { version };
  const unhashed = area(body, hashed.end, lengthBytes)?.bytes;
  const time = findSubpacket(hashed.bytes, CREATION_TIME);
  return {
    version,
    type: body[1],
    ...algorithms(body[2], body[3]),
    creationTimeSeconds:
      time?.length === 4 ? viewOf(time).getUint32(0) : undefined,
    keyId:
      issuerAmong(hashed.bytes) ??
      (unhashed === undefined ? undefined : issuerAmong(unhashed)),
  };
}

function algorithms(
  publicKey = 0,
  hash = 0,
): Pick<OpenPgpFacts, "publicKeyAlgorithm" | "hash"> {
  return {
    publicKeyAlgorithm: PUBLIC_KEY_ALGORITHMS.get(publicKey),
    hash: HASH_NUMBERS.get(hash)?.name,
  };
}

function area(
  body: Uint8Array,
  at: number,
  lengthBytes: 2 | 4,
): { bytes: Uint8Array; end: number } | undefined {
  const start = at + lengthBytes;
  if (start > body.length) return undefined;
  const view = viewOf(body);
  const size = lengthBytes === 2 ? view.getUint16(at) : view.getUint32(at);
  const end = start + size;
  return end > body.length
    ? undefined
    : { bytes: body.subarray(start, end), end };
}

/** The key id, which a fingerprint ends with (version 4) or starts with (version 6). */
function issuerAmong(subpackets: Uint8Array): string | undefined {
  const issuer = findSubpacket(subpackets, ISSUER);
  if (issuer?.length === 8) return toHex(issuer);
  const fingerprint = findSubpacket(subpackets, ISSUER_FINGERPRINT);
  if (fingerprint?.[0] === 4 && fingerprint.length === 21)
    return toHex(fingerprint.subarray(13));
  if (fingerprint?.[0] === 6 && fingerprint.length === 33)
    return toHex(fingerprint.subarray(1, 9));
  return undefined;
}

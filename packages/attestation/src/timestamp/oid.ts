/** Object identifiers as the hex of their DER content, as they are read. */
export const OID = {
  sha1: "2b0e03021a",
  sha256: "608648016503040201",
  sha384: "608648016503040202",
  sha512: "608648016503040203",
  signedData: "2a864886f70d010702",
  tstInfo: "2a864886f70d0109100104",
  contentType: "2a864886f70d010903",
  messageDigest: "2a864886f70d010904",
  signingCertificate: "2a864886f70d010910020c",
  signingCertificateV2: "2a864886f70d010910022f",
} as const;

/** Longest identifier that is written out; a hostile one may have any length, which is cut. */
const MAX_BYTES = 64;

/** `1.2.840.113549` of the DER content `2a864886f70d`. */
export function oidText(content: Uint8Array): string {
  const arcs: bigint[] = [];
  let arc = 0n;
  for (const byte of content.subarray(0, MAX_BYTES)) {
    arc = (arc << 7n) | BigInt(byte & 0x7f);
    if (byte >= 0x80) continue;
    if (arcs.length === 0) {
      const first = arc < 80n ? arc / 40n : 2n;
      arcs.push(first, arc - first * 40n);
    } else arcs.push(arc);
    arc = 0n;
  }
  return arcs.join(".");
}

/** The reverse of {@link oidText}; undefined for what is no object identifier. */
export function oidContent(text: string): Uint8Array | undefined {
  if (!/^[012](?:\.(?:0|[1-9]\d{0,37})){1,20}$/.test(text)) return undefined;
  const [first = 0n, second = 0n, ...rest] = text.split(".").map(BigInt);
  if (first < 2n && second >= 40n) return undefined;
  const content = [first * 40n + second, ...rest].flatMap(base128);
  return content.length > MAX_BYTES ? undefined : Uint8Array.from(content);
}

function base128(arc: bigint): number[] {
  const groups = [Number(arc & 0x7fn)];
  for (let rest = arc >> 7n; rest > 0n; rest >>= 7n)
    groups.unshift(Number(rest & 0x7fn) | 0x80);
  return groups;
}

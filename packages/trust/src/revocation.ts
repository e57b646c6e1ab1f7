import type { Certificate } from "./certificate.js";
import { TrustError } from "./error.js";

/** SHA-256 of certificates (DER) or public keys (DER SubjectPublicKeyInfo) that are no longer trusted, lower-case hex. */
export type RevokedFingerprints = ReadonlySet<string>;

/** Tens of thousands of fingerprints. */
const MAX_LIST_BYTES = 4 * 1024 * 1024;
/** As plain hex, with colons as openssl prints it, and with what tools put in front. */
const ENTRY = /^(?:sha-?256[ a-z]*[:=] ?)?([0-9a-f]{2}(?::?[0-9a-f]{2}){31})$/i;
const SHOWN_CHARACTERS = 20;

/**
 * Reads a list of revoked fingerprints: one a line, of a certificate or of a public key; `#` starts a comment, empty lines are nothing.
 *
 * @param source - named in errors
 * @throws TrustError TRUST_TOO_LARGE, TRUST_REVOCATION_LIST
 */
export function parseRevocationList(
  bytes: Uint8Array,
  source: string,
): RevokedFingerprints {
  if (bytes.length > MAX_LIST_BYTES)
    throw new TrustError(
      "TRUST_TOO_LARGE",
      `${bytes.length} bytes, at most ${MAX_LIST_BYTES} are allowed`,
      { location: { file: source } },
    );
  const revoked = new Set<string>();
  const lines = new TextDecoder().decode(bytes).split(/\r\n|\n|\r/);
  lines.forEach((line, i) => {
    const entry = line.replace(/#.*$/, "").trim();
    if (entry === "") return;
    const fingerprint = ENTRY.exec(entry)?.[1];
    // A line that nobody understands could be the one that matters.
    if (fingerprint === undefined)
      throw new TrustError(
        "TRUST_REVOCATION_LIST",
        `line ${i + 1} is no SHA-256 fingerprint: ${JSON.stringify(entry.slice(0, SHOWN_CHARACTERS))}`,
        { location: { file: source } },
      );
    revoked.add(fingerprint.replaceAll(":", "").toLowerCase());
  });
  return revoked;
}

/** What a list has against a key or its certificate, in words; undefined when nothing. */
export function revokedAs(
  revoked: RevokedFingerprints | undefined,
  spkiSha256: string,
  certificate: Certificate | undefined,
): string | undefined {
  if (revoked === undefined) return undefined;
  if (revoked.has(spkiSha256)) return `public key ${spkiSha256}`;
  const fingerprint = certificate?.fingerprintSha256;
  return fingerprint !== undefined && revoked.has(fingerprint)
    ? `certificate ${fingerprint}`
    : undefined;
}

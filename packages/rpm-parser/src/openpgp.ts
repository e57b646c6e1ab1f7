import type { RpmHeader } from "./header.js";
import { factsOfPacket } from "./openpgp-packet.js";
import type { OpenPgpFacts, OpenPgpSignature } from "./rpm-info.js";
import { SIG } from "./tags.js";

const BINARY = [
  { tag: SIG.dsa, name: "DSA", covers: "header" },
  { tag: SIG.rsa, name: "RSA", covers: "header" },
  { tag: SIG.pgp, name: "PGP", covers: "header+payload" },
  { tag: SIG.gpg, name: "GPG", covers: "header+payload" },
] as const;

/** The OpenPGP signatures that are present (spec section 5); nothing is verified. */
export function openPgpSignaturesOf(signature: RpmHeader): OpenPgpSignature[] {
  const binary = BINARY.flatMap((kind) => {
    const packet = signature.bytesOf(kind.tag);
    return packet === undefined ? [] : [{ ...kind, ...factsOfPacket(packet) }];
  });
  const encoded = (signature.strings(SIG.openPgp) ?? []).map(
    (base64): OpenPgpSignature => ({
      tag: SIG.openPgp,
      name: "OPENPGP",
      covers: "header",
      ...factsOfBase64(base64),
    }),
  );
  return [...binary, ...encoded];
}

/** Far above any signature: RSA with 16,384 bits and full subpacket areas stay below. */
const MAX_BASE64_DIGITS = 256 * 1024;

function factsOfBase64(base64: string): OpenPgpFacts {
  if (base64.length > MAX_BASE64_DIGITS) return {};
  try {
    return factsOfPacket(Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)));
  } catch {
    // atob refuses what is not base64: then nobody can say who signed.
    return {};
  }
}

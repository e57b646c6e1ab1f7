import type { KeyInfo } from "@stx-patch/core";
import type { Certificate } from "./certificate.js";
import { findChain } from "./certificate-chain.js";
import type { TrustAnchor } from "./trust-anchor.js";

/**
 * Roles in which a key's signatures are trusted: those of anchors with this key, and of anchors that a certificate of this key
 * leads to. A key has no role by itself. Policy (dates, sizes, revocation) is not asked.
 */
export function rolesOfKey(
  { spkiSha256 }: Pick<KeyInfo, "spkiSha256">,
  {
    anchors,
    intermediates = [],
  }: {
    readonly anchors: readonly TrustAnchor[];
    readonly intermediates?: readonly Certificate[] | undefined;
  },
): string[] {
  const direct = anchors.filter(({ key }) => key.spkiSha256 === spkiSha256);
  const issued = intermediates
    .filter(({ key }) => key.spkiSha256 === spkiSha256)
    .map((certificate) => findChain(certificate, intermediates, anchors))
    .flatMap(({ anchor, findings }) =>
      anchor === undefined || findings.length > 0 ? [] : [anchor],
    );
  return [...new Set([...direct, ...issued].map(({ role }) => role))];
}

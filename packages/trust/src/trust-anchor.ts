import type { KeyInfo } from "@stx-patch/core";
import type { Certificate } from "./certificate.js";

/** What a key is for: `dev` and `formal` sign patches, `ima` signs files in RPMs; other names are allowed. */
export type Role = "dev" | "formal" | "ima" | (string & Record<never, never>);

/** A key that somebody decided to accept. */
export interface TrustAnchor {
  readonly role: Role;
  /** Where it came from, e.g. a file name. */
  readonly source: string;
  /** Undefined for a bare public key. */
  readonly certificate: Certificate | undefined;
  readonly key: KeyInfo;
}

export function anchorsFrom(
  bytes: Uint8Array,
  options: { role?: Role; source: string },
): TrustAnchor[] {
  throw new Error(`${options.source}${bytes.length}`);
}

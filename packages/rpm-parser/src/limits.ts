const MIB = 1024 * 1024;

/** Bounds that are checked before anything is allocated (spec section 3). */
export interface RpmLimits {
  /** Index entries of the signature header. */
  readonly maxSignatureEntries: number;
  /** Data bytes of the signature header. */
  readonly maxSignatureDataBytes: number;
  /** Index entries of the main header. */
  readonly maxMainEntries: number;
  /** Data bytes of the main header. */
  readonly maxMainDataBytes: number;
  /** Bytes of both headers together. */
  readonly maxHeaderBytes: number;
}

/** What the newest rpm accepts. */
export const DEFAULT_RPM_LIMITS: RpmLimits = Object.freeze({
  maxSignatureEntries: 32,
  maxSignatureDataBytes: 64 * MIB,
  maxMainEntries: 65_535,
  maxMainDataBytes: 256 * MIB - 1,
  maxHeaderBytes: 256 * MIB,
});

/**
 * Whose rules a package must meet: `newest` is the loosest released rpm, `rpm-4.14.0` is the rpm of
 * StarlingX targets, which reads at most 8192 bytes of signature data, nothing behind its region, and no HEADERIMAGE trailer.
 */
export type RpmProfile = "newest" | "rpm-4.14.0";

/** Signature data that rpm 4.4 to 4.14 can read. */
const OLD_SIGNATURE_DATA_BYTES = 8192;

/** Limits of a profile, overridden by what the caller gives. */
export function limitsFor(
  profile: RpmProfile,
  given: Partial<RpmLimits> = {},
): RpmLimits {
  return {
    ...DEFAULT_RPM_LIMITS,
    ...(profile === "rpm-4.14.0"
      ? { maxSignatureDataBytes: OLD_SIGNATURE_DATA_BYTES }
      : {}),
    ...given,
  };
}

/** What a stored digest or size was compared with (spec sections 5 and 12). */
export type RpmCheckName =
  | "header-sha1"
  | "header-sha256"
  | "header-sha3-256"
  | "header-payload-md5"
  | "payload-sha256"
  | "payload-sha512"
  | "payload-sha3-256"
  | "payload-size"
  | "size"
  | "uncompressed-sha256"
  | "uncompressed-sha512"
  | "uncompressed-sha3-256"
  | "uncompressed-size";

/** `absent`: the package does not have it. `not-checked`: it has, but it was not computed. */
export type RpmCheckState = "verified" | "mismatch" | "absent" | "not-checked";

/**
 * Why something was not computed; `left-out`: somebody else checks it. `undecodable` comes with `mismatch`: bytes that do not decompress
 * are not what the package says they are.
 */
export type RpmCheckReason =
  | "hash-unavailable"
  | "decompressor-unavailable"
  | "output-limit"
  | "surplus-bytes"
  | "left-out"
  | "undecodable";

/** One comparison; digests in lower-case hex, sizes in decimal. */
export interface RpmCheck {
  readonly name: RpmCheckName;
  readonly state: RpmCheckState;
  readonly expected?: string | undefined;
  readonly actual?: string | undefined;
  readonly reason?: RpmCheckReason | undefined;
}

/** Result of comparing a whole package with what it says about itself. */
export interface RpmDigestReport {
  /** Every {@link RpmCheckName} once. */
  readonly checks: readonly RpmCheck[];
  /** Bytes that came behind the main header. */
  readonly payloadSizeBytes: number;
  /**
   * Surplus bytes behind a payload that is otherwise sound: SIZE is smaller than the file, and MD5 over
   * exactly SIZE bytes is right. Some releases of rpmsign leave such bytes (spec section 10). 0 otherwise.
   */
  readonly trailingBytes: number;
  /**
   * The payload is not what PAYLOADDIGEST says but what PAYLOADDIGESTALT says of its uncompressed form.
   * rpm 4.18 is satisfied with that, rpm 4.14 is not, and neither is {@link ok}.
   */
  readonly isStoredUncompressed: boolean;
  /** Nothing mismatches, and both the main header and the payload are covered by a verified digest. */
  readonly ok: boolean;
}

/** Compares a stored value with the computed one, which is undefined when its hash is not available. */
export function compareValues(
  name: RpmCheckName,
  expected: string | undefined,
  actual: string | undefined,
): RpmCheck {
  if (expected === undefined) return { name, state: "absent" };
  if (actual === undefined)
    return {
      name,
      state: "not-checked",
      expected,
      reason: "hash-unavailable",
    };
  const state = actual === expected ? "verified" : "mismatch";
  return { name, state, expected, actual };
}

const HEADER_DIGESTS: readonly RpmCheckName[] = [
  "header-sha256",
  "header-sha1",
  "header-sha3-256",
  "header-payload-md5",
];
const PAYLOAD_DIGESTS: readonly RpmCheckName[] = [
  "payload-sha256",
  "payload-sha512",
  "payload-sha3-256",
  "header-payload-md5",
];

/** The rule of {@link RpmDigestReport.ok}. */
export function isSound(checks: readonly RpmCheck[]): boolean {
  const verified = new Set(
    checks.filter(({ state }) => state === "verified").map(({ name }) => name),
  );
  return (
    HEADER_DIGESTS.some((name) => verified.has(name)) &&
    PAYLOAD_DIGESTS.some((name) => verified.has(name)) &&
    checks.every(({ state }) => state !== "mismatch")
  );
}

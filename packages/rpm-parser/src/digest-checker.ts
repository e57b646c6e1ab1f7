import { isHex, toHex } from "./bytes.js";
import { digestOf, type RpmHasher, type RpmHashFactory } from "./hash.js";
import type { RpmHeader } from "./header.js";
import type { RpmHeaders } from "./open-rpm.js";
import { MAIN, SIG } from "./tags.js";

/** What a stored digest or size was compared with (spec section 5). */
export type RpmCheckName =
  | "header-sha1"
  | "header-sha256"
  | "header-sha3-256"
  | "header-payload-md5"
  | "payload-sha256"
  | "size";

/** `absent`: the package does not have it. `not-checked`: it has, but it could not be computed. */
export type RpmCheckState = "verified" | "mismatch" | "absent" | "not-checked";

/** One comparison; digests in lower-case hex, sizes in decimal. */
export interface RpmCheck {
  readonly name: RpmCheckName;
  readonly state: RpmCheckState;
  readonly expected?: string | undefined;
  readonly actual?: string | undefined;
}

/** Result of comparing a whole package with what it says about itself. */
export interface RpmDigestReport {
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

/** Takes the payload chunk by chunk. */
export interface RpmDigestChecker {
  update(payloadChunk: Uint8Array): Promise<void>;
  /** Ends the computation; call once. */
  finish(): Promise<RpmDigestReport>;
}

/**
 * Starts checking a package's digests; the main header is hashed at once.
 *
 * @param hash - algorithms it lacks give `not-checked`
 * @throws RpmError RPM_DIGEST_FORM, RPM_TAG_TYPE when PAYLOADDIGEST is not a SHA-256 in hex
 */
export async function createDigestChecker(
  headers: RpmHeaders,
  hash: RpmHashFactory,
): Promise<RpmDigestChecker> {
  const headerChecks = [
    await headerCheck(headers, hash, "header-sha1", SIG.sha1),
    await headerCheck(headers, hash, "header-sha256", SIG.sha256),
    await headerCheck(headers, hash, "header-sha3-256", SIG.sha3),
  ];
  const checker = new DigestChecker(headers, hash, headerChecks);
  await checker.start();
  return checker;
}

const HEADER_ALGORITHMS = {
  "header-sha1": "sha1",
  "header-sha256": "sha256",
  "header-sha3-256": "sha3-256",
} as const;

async function headerCheck(
  { signature, main }: RpmHeaders,
  hash: RpmHashFactory,
  name: keyof typeof HEADER_ALGORITHMS,
  tag: number,
): Promise<RpmCheck> {
  const expected = signature.string(tag)?.toLowerCase();
  if (expected === undefined) return { name, state: "absent" };
  const actual = await digestOf(hash, HEADER_ALGORITHMS[name], main.bytes);
  return compare(name, expected, actual && toHex(actual));
}

function compare(
  name: RpmCheckName,
  expected: string,
  actual: string | undefined,
): RpmCheck {
  if (actual === undefined) return { name, state: "not-checked", expected };
  const state = actual === expected ? "verified" : "mismatch";
  return { name, state, expected, actual };
}

class DigestChecker implements RpmDigestChecker {
  readonly #main: RpmHeader;
  readonly #headerChecks: readonly RpmCheck[];
  readonly #md5: string | undefined;
  readonly #md5Hasher: RpmHasher | undefined;
  readonly #payloadDigest: string | undefined;
  readonly #payloadDigestAlt: string | undefined;
  readonly #payloadHasher: RpmHasher | undefined;
  /** SIZE or LONGSIZE: main header and payload. */
  readonly #declaredBytes: number | undefined;
  /** Bytes the MD5 still has to cover; what comes behind is surplus. */
  #md5BytesLeft: number;
  #payloadBytes = 0;

  constructor(
    { signature, main }: RpmHeaders,
    hash: RpmHashFactory,
    headerChecks: readonly RpmCheck[],
  ) {
    const md5 = signature.bytesOf(SIG.md5);
    this.#main = main;
    this.#headerChecks = headerChecks;
    this.#md5 = md5 && toHex(md5);
    this.#md5Hasher = md5 && hash("md5");
    this.#payloadDigest = sha256Tag(main, MAIN.payloadDigest);
    this.#payloadDigestAlt = sha256Tag(main, MAIN.payloadDigestAlt);
    this.#payloadHasher =
      this.#payloadDigest === undefined ? undefined : hash("sha256");
    this.#declaredBytes =
      signature.number(SIG.longSize) ?? signature.number(SIG.size);
    this.#md5BytesLeft = this.#declaredBytes ?? Number.POSITIVE_INFINITY;
  }

  async start(): Promise<void> {
    await this.#updateMd5(this.#main.bytes);
  }

  async update(payloadChunk: Uint8Array): Promise<void> {
    this.#payloadBytes += payloadChunk.length;
    await Promise.all([
      this.#updateMd5(payloadChunk),
      this.#payloadHasher?.update(payloadChunk),
    ]);
  }

  async finish(): Promise<RpmDigestReport> {
    const md5 = await this.#md5Hasher?.digest();
    const payload = await this.#payloadHasher?.digest();
    const payloadHex = payload && toHex(payload);
    const md5Check = this.#md5Check(md5 && toHex(md5));
    const payloadCheck = this.#payloadCheck(payloadHex);
    const checks = [
      ...this.#headerChecks,
      md5Check,
      payloadCheck,
      this.#sizeCheck(),
    ];
    const isGarbage = md5Check.state === "mismatch" && this.#surplusBytes() > 0;
    return {
      checks,
      payloadSizeBytes: this.#payloadBytes,
      trailingBytes: isGarbage ? this.#surplusBytes() : 0,
      isStoredUncompressed:
        payloadCheck.state === "mismatch" &&
        payloadHex === this.#payloadDigestAlt,
      ok: isSound(checks),
    };
  }

  async #updateMd5(bytes: Uint8Array): Promise<void> {
    const covered = bytes.subarray(0, this.#md5BytesLeft);
    this.#md5BytesLeft -= covered.length;
    if (covered.length > 0) await this.#md5Hasher?.update(covered);
  }

  #surplusBytes(): number {
    const total = this.#main.sizeBytes + this.#payloadBytes;
    return Math.max(0, total - (this.#declaredBytes ?? total));
  }

  /**
   * MD5 covers everything to the end of the file. When the file is longer than SIZE, only the declared
   * part was hashed: a match then proves that surplus bytes follow, no match proves nothing.
   */
  #md5Check(actual: string | undefined): RpmCheck {
    const name = "header-payload-md5";
    if (this.#md5 === undefined) return { name, state: "absent" };
    const check = compare(name, this.#md5, actual);
    if (this.#surplusBytes() === 0) return check;
    const state = check.state === "verified" ? "mismatch" : "not-checked";
    return { name, state, expected: this.#md5 };
  }

  #payloadCheck(actual: string | undefined): RpmCheck {
    const name = "payload-sha256";
    return this.#payloadDigest === undefined
      ? { name, state: "absent" }
      : compare(name, this.#payloadDigest, actual);
  }

  #sizeCheck(): RpmCheck {
    if (this.#declaredBytes === undefined)
      return { name: "size", state: "absent" };
    const total = this.#main.sizeBytes + this.#payloadBytes;
    return compare("size", `${this.#declaredBytes}`, `${total}`);
  }
}

/** A one-element array of 64 hex digits (5092, 5097). */
function sha256Tag(main: RpmHeader, tag: number): string | undefined {
  const text = main.string(tag);
  if (text === undefined) return undefined;
  if (text.length !== 64 || !isHex(text))
    throw main.error("RPM_DIGEST_FORM", tag, "64 hex digits expected");
  return text.toLowerCase();
}

function isSound(checks: readonly RpmCheck[]): boolean {
  const verified = new Set(
    checks.filter(({ state }) => state === "verified").map(({ name }) => name),
  );
  const header =
    verified.has("header-sha256") ||
    verified.has("header-sha1") ||
    verified.has("header-sha3-256") ||
    verified.has("header-payload-md5");
  const payload =
    verified.has("payload-sha256") || verified.has("header-payload-md5");
  return header && payload && checks.every(({ state }) => state !== "mismatch");
}

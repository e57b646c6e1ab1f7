import { toHex } from "./bytes.js";
import { compareValues, type RpmCheck } from "./digest-report.js";
import type { RpmHasher, RpmHashFactory } from "./hash.js";
import type { RpmHeader } from "./header.js";
import { SIG } from "./tags.js";

const NAME = "header-payload-md5";

/**
 * The MD5 over main header and payload. It covers everything to the end of the file; when the file is
 * longer than SIZE, only the declared part is hashed: a match then proves that surplus bytes follow
 * (spec section 10), no match proves nothing.
 */
export class HeaderPayloadMd5 {
  readonly #expected: string | undefined;
  readonly #hasher: RpmHasher | undefined;
  readonly #declaredBytes: number;
  #bytesLeft: number;

  constructor(
    signature: RpmHeader,
    hash: RpmHashFactory,
    declaredBytes: number | undefined,
  ) {
    const md5 = signature.bytesOf(SIG.md5);
    this.#expected = md5 && toHex(md5);
    this.#hasher = md5 && hash("md5");
    this.#declaredBytes = declaredBytes ?? Number.POSITIVE_INFINITY;
    this.#bytesLeft = this.#declaredBytes;
  }

  /** False when the package has none, or its hash is not available. */
  get isComputed(): boolean {
    return this.#hasher !== undefined;
  }

  /** Takes main header and payload in order. */
  async update(bytes: Uint8Array): Promise<void> {
    const covered = bytes.subarray(0, this.#bytesLeft);
    this.#bytesLeft -= covered.length;
    if (covered.length > 0) await this.#hasher?.update(covered);
  }

  /** The check when nothing was computed. */
  without(verdict: Pick<RpmCheck, "state" | "reason">): RpmCheck {
    return this.#expected === undefined
      ? { name: NAME, state: "absent" }
      : { name: NAME, ...verdict, expected: this.#expected };
  }

  /** @param totalBytes - how many bytes came, covered or not */
  async finish(totalBytes: number): Promise<RpmCheck> {
    const digest = await this.#hasher?.digest();
    const check = compareValues(NAME, this.#expected, digest && toHex(digest));
    if (check.state === "absent" || totalBytes <= this.#declaredBytes)
      return check;
    return {
      name: NAME,
      state: check.state === "verified" ? "mismatch" : "not-checked",
      expected: check.expected,
      reason: "surplus-bytes",
    };
  }
}

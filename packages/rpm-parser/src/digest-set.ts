import { isHex, toHex } from "./bytes.js";
import {
  compareValues,
  type RpmCheck,
  type RpmCheckName,
} from "./digest-report.js";
import {
  HASH_BYTES,
  type RpmDigestAlgorithm,
  type RpmHasher,
  type RpmHashFactory,
} from "./hash.js";
import type { RpmHeader } from "./header.js";

/** Where the digest of some bytes is stored, and how it is computed. */
export interface DigestSlot {
  readonly name: RpmCheckName;
  readonly algorithm: RpmDigestAlgorithm;
  /** Main header tag. */
  readonly tag: number;
}

interface Member {
  readonly name: RpmCheckName;
  readonly expected: string | undefined;
  readonly hasher: RpmHasher | undefined;
}

/** Everything the main header says about one stream of bytes, compared while the stream passes. */
export class DigestSet {
  readonly #members: readonly Member[];
  readonly #hashers: readonly RpmHasher[];

  /** @throws RpmError RPM_DIGEST_FORM, RPM_TAG_TYPE */
  constructor(
    main: RpmHeader,
    slots: readonly DigestSlot[],
    hash: RpmHashFactory,
  ) {
    this.#members = slots.map(({ name, algorithm, tag }) => {
      const expected = storedDigest(main, tag, algorithm);
      const hasher = expected === undefined ? undefined : hash(algorithm);
      return { name, expected, hasher };
    });
    this.#hashers = this.#members.flatMap(({ hasher }) => hasher ?? []);
  }

  /** True when the package has one of the digests. */
  get isPresent(): boolean {
    return this.#members.some(({ expected }) => expected !== undefined);
  }

  /** True when one of the digests will be compared. */
  get isComputed(): boolean {
    return this.#hashers.length > 0;
  }

  async update(chunk: Uint8Array): Promise<void> {
    await Promise.all(
      this.#hashers.map(async (hasher) => {
        await hasher.update(chunk);
      }),
    );
  }

  /** Ends the computation; call once. */
  async finish(): Promise<RpmCheck[]> {
    return Promise.all(
      this.#members.map(async ({ name, expected, hasher }) => {
        const digest = await hasher?.digest();
        return compareValues(name, expected, digest && toHex(digest));
      }),
    );
  }

  /** The checks when the stream could not be computed: `verdict` for each digest that is present. */
  without(verdict: Pick<RpmCheck, "state" | "reason">): RpmCheck[] {
    return this.#members.map(({ name, expected }) =>
      expected === undefined
        ? { name, state: "absent" }
        : { name, ...verdict, expected },
    );
  }
}

/** One digest in hex: a string, or an array with one element (5092, 5097). */
export function storedDigest(
  main: RpmHeader,
  tag: number,
  algorithm: RpmDigestAlgorithm,
): string | undefined {
  const text = main.string(tag);
  if (text === undefined) return undefined;
  const digits = 2 * HASH_BYTES[algorithm];
  if (text.length !== digits || !isHex(text))
    throw main.error("RPM_DIGEST_FORM", tag, `${digits} hex digits expected`);
  return text.toLowerCase();
}

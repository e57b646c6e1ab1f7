import { toHex } from "./bytes.js";
import { compareValues, type RpmCheck } from "./digest-report.js";
import { RpmError } from "./error.js";
import { digestOf, type RpmHashFactory } from "./hash.js";
import { SIG } from "./tags.js";
import type { RpmHeaders } from "./walk-headers.js";

/**
 * Compares the digests that cover the main header alone, as `rpm -qp` does before it tells anything; the payload is
 * not needed.
 *
 * @param hash - algorithms it lacks give `not-checked`
 * @returns `header-sha1`, `header-sha256` and `header-sha3-256`
 */
export async function checkHeaderDigests(
  headers: RpmHeaders,
  hash: RpmHashFactory,
): Promise<readonly RpmCheck[]> {
  return [
    await headerCheck(headers, hash, "header-sha1", SIG.sha1),
    await headerCheck(headers, hash, "header-sha256", SIG.sha256),
    await headerCheck(headers, hash, "header-sha3-256", SIG.sha3),
  ];
}

const HEADER_ALGORITHMS = {
  "header-sha1": "sha1",
  "header-sha256": "sha256",
  "header-sha3-256": "sha3-256",
} as const;

/**
 * Refuses what `rpm -qp` refuses: to tell anything about a package whose main header is not what it was when its
 * digests were made. A package without header digests passes, as it does there.
 *
 * @throws RpmError RPM_HEADER_DIGEST
 */
export async function assertHeaderDigests(
  headers: RpmHeaders,
  hash: RpmHashFactory,
): Promise<void> {
  const checks = await checkHeaderDigests(headers, hash);
  const bad = checks.find(({ state }) => state === "mismatch");
  if (bad !== undefined)
    throw new RpmError(
      "RPM_HEADER_DIGEST",
      `main header: ${bad.name} ${bad.expected ?? ""} expected, got ${bad.actual ?? ""}`,
      { location: headers.main.location },
    );
}

async function headerCheck(
  { signature, main }: RpmHeaders,
  hash: RpmHashFactory,
  name: keyof typeof HEADER_ALGORITHMS,
  tag: number,
): Promise<RpmCheck> {
  const expected = signature.string(tag)?.toLowerCase();
  if (expected === undefined) return { name, state: "absent" };
  const actual = await digestOf(hash, HEADER_ALGORITHMS[name], main.bytes);
  return compareValues(name, expected, actual && toHex(actual));
}

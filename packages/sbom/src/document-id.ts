/**
 * A UUID for the SBOM of a patch, the same each time it is made: version 8 of RFC 9562, whose free bits are those of the patch's SHA-256.
 *
 * @param sha256 - hex
 */
export function documentUuid(sha256: string): string {
  const variant = "89ab".charAt(Number.parseInt(sha256.charAt(16), 16) & 3);
  return [
    sha256.slice(0, 8),
    sha256.slice(8, 12),
    `8${sha256.slice(13, 16)}`,
    `${variant}${sha256.slice(17, 20)}`,
    sha256.slice(20, 32),
  ].join("-");
}

/** The end of the year 9999: the formats write four digits. */
const LAST_SECOND = 253_402_300_799;

/** A patch's own time; one that cannot be written is the last that can. */
export function documentTime(timeSeconds: number): Date {
  const seconds = Math.max(0, Math.min(timeSeconds, LAST_SECOND));
  return new Date(Math.trunc(seconds) * 1_000);
}

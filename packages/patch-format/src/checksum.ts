/** More than any tool writes (32), little enough to parse at once. */
const MAX_CHECKSUM_CHARACTERS = 256;

/**
 * Text of the member `signature`: lower-case hex without leading zeros and without newline (spec section 4).
 *
 * @param checksum - not negative
 */
export function encodeChecksum(checksum: bigint): string {
  return checksum.toString(16);
}

/**
 * Value of the member `signature` as a target's reader gets it (`int(text, 16)`): any hex number in either case, with or without
 * leading zeros, `0x` and white space around. Undefined when the text is no hex number.
 */
export function parseChecksum(text: string): bigint | undefined {
  if (text.length > MAX_CHECKSUM_CHARACTERS) return undefined;
  const digits = /^[ \t\n\r\f\v]*(?:0[xX])?([0-9a-fA-F]+)[ \t\n\r\f\v]*$/.exec(
    text,
  )?.[1];
  return digits === undefined ? undefined : BigInt(`0x${digits}`);
}

/** LEN of a stored block has 16 bits (RFC 1951 section 3.2.4). */
export const MAX_STORED_BYTES = 0xffff;

/** BFINAL, BTYPE 00 and the padding to a byte boundary, then LEN and its complement. */
export const FRAME_BYTES = 5;

/**
 * Writes what stands in front of a stored block's content. Starts and ends on a byte boundary, so a block can
 * follow and be followed by sync-flushed data.
 *
 * @param lengthBytes - of the content, up to {@link MAX_STORED_BYTES}
 * @param last - ends the deflate stream
 */
export function writeFrame(
  target: Uint8Array,
  at: number,
  lengthBytes: number,
  last: boolean,
): void {
  const view = new DataView(target.buffer, target.byteOffset + at, FRAME_BYTES);
  view.setUint8(0, last ? 1 : 0);
  view.setUint16(1, lengthBytes, true);
  view.setUint16(3, lengthBytes ^ 0xffff, true);
}

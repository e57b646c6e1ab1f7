/** LEN of a stored block has 16 bits (RFC 1951 section 3.2.4). */
export const MAX_STORED_BYTES = 0xffff;

/** BFINAL, BTYPE 00 and the padding to a byte boundary, then LEN and its complement. */
const FRAME_BYTES = 5;

/** Length of what {@link encodeStored} makes of these blocks. */
export function storedSizeBytes(blocks: readonly Uint8Array[]): number {
  return blocks.reduce((sum, block) => sum + FRAME_BYTES + block.length, 0);
}

/**
 * Frames blocks of up to 65,535 bytes as raw deflate blocks without compression. Starts and ends on a byte
 * boundary, so it can follow and be followed by sync-flushed data.
 *
 * @param last - ends the deflate stream with the last block
 */
export function encodeStored(
  blocks: readonly Uint8Array[],
  last: boolean,
): Uint8Array {
  const framed = new Uint8Array(storedSizeBytes(blocks));
  const view = new DataView(framed.buffer);
  let at = 0;
  blocks.forEach((block, i) => {
    framed[at] = last && i === blocks.length - 1 ? 1 : 0;
    view.setUint16(at + 1, block.length, true);
    view.setUint16(at + 3, block.length ^ 0xffff, true);
    framed.set(block, at + FRAME_BYTES);
    at += FRAME_BYTES + block.length;
  });
  return framed;
}

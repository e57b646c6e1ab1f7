/** Unit of headers and of the padding behind contents. */
export const BLOCK_BYTES = 512;

/** Unit of whole archives as Python and GNU tar write them: 20 blocks. */
export const RECORD_BYTES = 10_240;

/** Two zero blocks. */
export const END_MARK_BYTES = 2 * BLOCK_BYTES;

/** Bytes that the plain header has for a name; longer ones need help. */
export const NAME_BYTES = 100;

/** Bytes for the folder part that a ustar header can hold in front of the name. */
export const PREFIX_BYTES = 155;

/** Largest size that fits the eleven octal digits of the size field: 8 GiB - 1. */
export const MAX_OCTAL_SIZE = 8 ** 11 - 1;

/** Zeros that fill a content of this length up to whole blocks. */
export function paddingBytes(sizeBytes: number): number {
  return (BLOCK_BYTES - (sizeBytes % BLOCK_BYTES)) % BLOCK_BYTES;
}

/** A content with its padding. */
export function paddedBytes(sizeBytes: number): number {
  return sizeBytes + paddingBytes(sizeBytes);
}

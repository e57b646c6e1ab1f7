/** Eight tables: `TABLES[k * 256 + b]` is the effect of byte `b` followed by `k` zero bytes. */
const TABLES = buildTables();

/**
 * CRC-32 (IEEE 802.3, as gzip uses it), eight bytes at a time.
 *
 * @param previous - result for the bytes before `chunk`, 0 at the start
 */
export function crc32(chunk: Uint8Array, previous: number): number {
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  const wholeWords = chunk.length - (chunk.length % 8);
  let crc = ~previous;
  let at = 0;
  for (; at < wholeWords; at += 8) {
    const low = crc ^ view.getUint32(at, true);
    const high = view.getUint32(at + 4, true);
    crc =
      entry(7, low) ^
      entry(6, low >>> 8) ^
      entry(5, low >>> 16) ^
      entry(4, low >>> 24) ^
      entry(3, high) ^
      entry(2, high >>> 8) ^
      entry(1, high >>> 16) ^
      entry(0, high >>> 24);
  }
  for (; at < chunk.length; at++)
    crc = entry(0, crc ^ view.getUint8(at)) ^ (crc >>> 8);
  return ~crc >>> 0;
}

function entry(table: number, byte: number): number {
  return TABLES[(table << 8) | (byte & 0xff)] ?? 0;
}

function buildTables(): Int32Array {
  const tables = new Int32Array(8 * 256);
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++)
      crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    tables[byte] = crc;
  }
  for (let i = 256; i < tables.length; i++) {
    const shorter = tables[i - 256] ?? 0;
    tables[i] = (shorter >>> 8) ^ (tables[shorter & 0xff] ?? 0);
  }
  return tables;
}

/** Joins chunks; a single chunk is returned as it is. */
export function concatBytes(chunks: readonly Uint8Array[]): Uint8Array {
  const [first] = chunks;
  if (first !== undefined && chunks.length === 1) return first;
  const whole = new Uint8Array(
    chunks.reduce((sum, chunk) => sum + chunk.length, 0),
  );
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

const HEX_PAIRS = Array.from({ length: 256 }, (_, byte) =>
  byte.toString(16).padStart(2, "0"),
);

/** Lower-case hex. */
export function toHex(bytes: Uint8Array): string {
  let hex = "";
  for (const byte of bytes) hex += HEX_PAIRS[byte] ?? "";
  return hex;
}

const HEX_DIGITS = new TextEncoder().encode("0123456789abcdef");

/**
 * Lower-case hex of each value with a NUL behind it, undefined giving the empty string: the data of a string
 * array. Written straight into bytes, since strings on the way would take thirty times the memory.
 */
export function hexStrings(
  values: readonly (Uint8Array | undefined)[],
): Uint8Array {
  const data = new Uint8Array(
    values.reduce((sum, value) => sum + 2 * (value?.length ?? 0) + 1, 0),
  );
  let at = 0;
  for (const value of values) {
    for (const byte of value ?? []) {
      data[at] = HEX_DIGITS[byte >> 4] ?? 0;
      data[at + 1] = HEX_DIGITS[byte & 15] ?? 0;
      at += 2;
    }
    at += 1;
  }
  return data;
}

/** True for an even number of hex digits, in either case; also for none. */
export function isHex(text: string): boolean {
  return text.length % 2 === 0 && /^[0-9a-fA-F]*$/.test(text);
}

/** Bytes of a string for which {@link isHex} holds. */
export function fromHex(hex: string): Uint8Array {
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i += 1)
    bytes[i] =
      (digitValue(hex.charCodeAt(2 * i)) << 4) |
      digitValue(hex.charCodeAt(2 * i + 1));
  return bytes;
}

/** Value of the code of a hex digit: upper case and lower case are one bit apart, and "a" is 0x61. */
function digitValue(code: number): number {
  return code <= 0x39 ? code - 0x30 : (code | 0x20) - 0x57;
}

/** A view for reading big-endian numbers at positions of `bytes`. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

import { concatBytes } from "@stx-patch/core";
import { DER } from "@stx-patch/trust";

/** One DER value; lengths up to 64 KiB, more than a request needs. */
export function derValue(tag: number, ...parts: Uint8Array[]): Uint8Array {
  const content = concatBytes(parts);
  const { length } = content;
  const header =
    length < 0x80
      ? [tag, length]
      : length < 0x100
        ? [tag, 0x81, length]
        : [tag, 0x82, length >> 8, length & 0xff];
  return concatBytes([Uint8Array.from(header), content]);
}

/** A DER INTEGER that is not negative, of big-endian bytes. */
export function derUnsigned(bytes: Uint8Array): Uint8Array {
  const start = bytes.findIndex((byte) => byte !== 0);
  const digits = start === -1 ? Uint8Array.of(0) : bytes.subarray(start);
  const sign = (digits[0] ?? 0) >= 0x80 ? Uint8Array.of(0) : new Uint8Array(0);
  return derValue(DER.integer, sign, digits);
}

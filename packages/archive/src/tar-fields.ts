/** A number as a header field spells it. */
export type NumberField =
  | { readonly kind: "octal"; readonly value: number }
  /** GNU's binary form; `needless` when octal digits would have done. */
  | {
      readonly kind: "base256";
      readonly value: number;
      readonly needless: boolean;
    }
  /** Only NULs and spaces. */
  | { readonly kind: "empty" }
  | { readonly kind: "malformed" };

/** A text field up to its NUL. */
export interface TextField {
  /** Undefined when the bytes are not UTF-8. */
  readonly text: string | undefined;
  /** Something other than NUL follows the NUL that ends the text. */
  readonly hasJunk: boolean;
}

const NUL = 0x00;
const SPACE = 0x20;
const DIGIT_0 = 0x30;
const DIGIT_7 = 0x37;
const BASE256_POSITIVE = 0x80;
const BASE256_NEGATIVE = 0xff;

/**
 * Reads a numeric header field in the two forms that all readers agree on: octal digits ended by NULs or
 * spaces (or by the end of the field), and base 256 with a leading 0x80 or 0xff.
 *
 * Python would also take signs, underscores and `0o`, others leading spaces: those are malformed here.
 */
export function parseNumber(field: Uint8Array): NumberField {
  const [first] = field;
  if (first === BASE256_POSITIVE || first === BASE256_NEGATIVE)
    return parseBase256(field);
  let at = 0;
  let value = 0;
  for (; at < field.length; at++) {
    const byte = field[at] ?? NUL;
    if (byte < DIGIT_0 || byte > DIGIT_7) break;
    value = value * 8 + (byte - DIGIT_0);
  }
  if (!field.subarray(at).every((byte) => byte === NUL || byte === SPACE))
    return { kind: "malformed" };
  return at === 0 ? { kind: "empty" } : { kind: "octal", value };
}

function parseBase256(field: Uint8Array): NumberField {
  const isNegative = field[0] === BASE256_NEGATIVE;
  let magnitude = 0;
  for (const byte of field.subarray(1))
    magnitude = magnitude * 256 + (isNegative ? 0xff - byte : byte);
  // Two's complement: all bits set is -1.
  const value = isNegative ? -magnitude - 1 : magnitude;
  const needless = value >= 0 && value < 8 ** (field.length - 1);
  return { kind: "base256", value, needless };
}

/** Decodes a text field; it may fill the field without a NUL. */
export function parseText(field: Uint8Array): TextField {
  const nul = field.indexOf(NUL);
  const end = nul < 0 ? field.length : nul;
  return {
    text: decodeUtf8(field.subarray(0, end)),
    hasJunk: !isZero(field.subarray(end)),
  };
}

/** Undefined when `bytes` are not UTF-8. A byte order mark is kept: it is a part of the name. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
      bytes,
    );
  } catch {
    return undefined;
  }
}

/** True when every byte is zero. */
export function isZero(bytes: Uint8Array): boolean {
  return firstNonZero(bytes) < 0;
}

/** Index of the first byte that is not zero, or -1. */
export function firstNonZero(bytes: Uint8Array): number {
  for (let i = 0; i < bytes.length; i++) if (bytes[i] !== 0) return i;
  return -1;
}

/** A number as Python's `tarfile` reads it; `unclear` where its versions differ. */
export type PythonNumber = number | "invalid" | "unclear";

const BASE256 = 0x80;
const BASE256_NEGATIVE = 0xff;
const PYTHON_WHITE_SPACE = /^[ \t\n\r\f\v]+|[ \t\n\r\f\v]+$/g;

/** `tarfile.nti`: octal text that may be empty or surrounded by white space, or base 256. */
export function pythonNumber(field: Uint8Array): PythonNumber {
  const [first] = field;
  if (first === BASE256) {
    let value = 0;
    for (const byte of field.subarray(1)) value = value * 256 + byte;
    return Number.isSafeInteger(value) ? value : "unclear";
  }
  // Python 2.7 takes it for octal text and refuses it, Python 3 makes it negative.
  if (first === BASE256_NEGATIVE) return "unclear";
  const text = latin1(untilNul(field)).replace(PYTHON_WHITE_SPACE, "");
  if (/^[0-7]*$/.test(text)) return Number.parseInt(text || "0", 8);
  // Signs, prefixes and digit groups: Python takes some of them, depending on its version.
  return /^[-+]?(?:0o?)?[0-7_]+$/i.test(text) ? "unclear" : "invalid";
}

/** `tarfile.nts`: text up to the first NUL. What is not UTF-8 is replaced, and so never equal to a name that is asked for. */
export function pythonText(field: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(untilNul(field));
}

/** `tarfile.calc_chksums`: the sum of the bytes, as unsigned or as signed numbers, with the field itself as spaces. */
export function isPythonChecksum(block: Uint8Array, stated: number): boolean {
  let unsigned = 8 * 0x20;
  let signed = unsigned;
  block.forEach((byte, i) => {
    if (i >= 148 && i < 156) return;
    unsigned += byte;
    signed += byte < 0x80 ? byte : byte - 0x100;
  });
  return stated === unsigned || stated === signed;
}

function untilNul(field: Uint8Array): Uint8Array {
  const nul = field.indexOf(0);
  return nul < 0 ? field : field.subarray(0, nul);
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

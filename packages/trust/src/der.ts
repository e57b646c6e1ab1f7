import { toHex } from "@stx-patch/core";
import { TrustError } from "./error.js";

/** Identifier bytes of the DER types that certificates and keys are made of. */
export const DER = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8String: 0x0c,
  numericString: 0x12,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  universalString: 0x1c,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
  context0: 0xa0,
} as const;

/** One value: its type, its content, and all its bytes. */
export interface DerValue {
  readonly tag: number;
  readonly content: Uint8Array;
  readonly whole: Uint8Array;
}

/**
 * Reads DER values one after the other, as views into the input. Nothing recurses and nothing is allocated from a length field, so
 * hostile input costs nothing.
 *
 * node-forge's reader is not used: it takes BER, drops the bytes it was given (of which fingerprints are made), and has no
 * certificates with EC keys.
 */
export class DerReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get atEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  /** Identifier byte of the next value, or undefined at the end. */
  get nextTag(): number | undefined {
    return this.#bytes[this.#at];
  }

  /**
   * Reads the next value.
   *
   * @param tag - identifier byte that it has to have
   * @throws TrustError TRUST_MALFORMED
   */
  read(tag: number, what: string): DerValue {
    const value = this.readAny(what);
    if (value.tag !== tag) throw malformed(`${what} has another type`);
    return value;
  }

  /** Reads the next value, whatever its type. @throws TrustError TRUST_MALFORMED */
  readAny(what: string): DerValue {
    const start = this.#at;
    const tag = this.#bytes[start];
    const first = this.#bytes[start + 1];
    if (tag === undefined || first === undefined)
      throw malformed(`${what} is missing`);
    // Number 31 announces a tag of several bytes, which nothing here uses.
    if ((tag & 0x1f) === 0x1f) throw malformed(`${what} has an unknown type`);
    const { length, contentStart } =
      first < 0x80
        ? { length: first, contentStart: start + 2 }
        : this.#readLongLength(first & 0x7f, start + 2, what);
    const end = contentStart + length;
    if (end > this.#bytes.length) throw malformed(`${what} is cut off`);
    this.#at = end;
    return {
      tag,
      content: this.#bytes.subarray(contentStart, end),
      whole: this.#bytes.subarray(start, end),
    };
  }

  /** Enters the next value. @throws TrustError TRUST_MALFORMED */
  enter(tag: number, what: string): DerReader {
    return new DerReader(this.read(tag, what).content);
  }

  /** @throws TrustError TRUST_MALFORMED when something follows */
  expectEnd(what: string): void {
    if (!this.atEnd) throw malformed(`there is something behind ${what}`);
  }

  #readLongLength(
    count: number,
    at: number,
    what: string,
  ): { length: number; contentStart: number } {
    // No bytes would mean BER's indefinite length; three are enough for 16 MiB.
    if (count === 0 || count > 3) throw malformed(`${what} has a bad length`);
    let length = 0;
    for (const byte of this.#bytes.subarray(at, at + count))
      length = length * 256 + byte;
    const shortest = count === 1 ? 0x80 : 256 ** (count - 1);
    if (length < shortest) throw malformed(`${what} has a bad length`);
    return { length, contentStart: at + count };
  }
}

/** Content of a DER INTEGER that must not be negative. @throws TrustError TRUST_MALFORMED */
export function unsignedInteger(value: DerValue, what: string): Uint8Array {
  const [first = 0x80, second] = value.content;
  const padded = first === 0 && second !== undefined;
  if (first >= 0x80 || (padded && second < 0x80))
    throw malformed(`${what} is not a positive number`);
  return padded ? value.content.subarray(1) : value.content;
}

/**
 * A DER INTEGER as OpenSSL prints it, in lower case: whole bytes, without the zero byte in front of a high first bit (X.690 section
 * 8.3), and a minus before the absolute value of a negative number.
 *
 * @throws TrustError TRUST_MALFORMED for no content at all
 */
export function integerHex(content: Uint8Array, what: string): string {
  if (content.length === 0) throw malformed(`${what} has no digits`);
  const number = BigInt.asIntN(
    content.length * 8,
    BigInt(`0x${toHex(content)}`),
  );
  const digits = (number < 0n ? -number : number).toString(16);
  const even = digits.length % 2 === 0 ? digits : `0${digits}`;
  return number < 0n ? `-${even}` : even;
}

/** Content of a DER BIT STRING of whole bytes. @throws TrustError TRUST_MALFORMED */
export function wholeBytes(value: DerValue, what: string): Uint8Array {
  if (value.content[0] !== 0) throw malformed(`${what} is not made of bytes`);
  return value.content.subarray(1);
}

/** An error about the structure of a certificate or key. */
export function malformed(message: string): TrustError {
  return new TrustError("TRUST_MALFORMED", message);
}

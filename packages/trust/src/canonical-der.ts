import { DerReader, type DerValue } from "./der.js";
import { TrustError } from "./error.js";

const CONSTRUCTED = 0x20;
const CLASS_BITS = 0xc0;
const NUMBER_BITS = 0x1f;

/** Numbers of the universal types (ITU-T X.680). */
const UNIVERSAL = {
  reserved: 0,
  boolean: 1,
  integer: 2,
  bitString: 3,
  null: 5,
  oid: 6,
  enumerated: 10,
  sequence: 16,
  set: 17,
} as const;

/**
 * Refuses what is BER but not DER: the same facts in other bytes. RFC 5280 demands DER, and fingerprints are made of
 * bytes: OpenSSL computes them over what it writes, we over what we read, and only of DER there is but one form.
 *
 * Looks at types, lengths and the values of universal types, everywhere but in octet strings. Missing: that values equal
 * to their default are left out, which takes knowledge of each structure and changes no fingerprint.
 *
 * @param der - any structure
 * @throws TrustError TRUST_NOT_CANONICAL with the offset; TRUST_MALFORMED
 */
export function assertCanonicalDer(der: Uint8Array): void {
  // A list instead of recursion: nesting costs an attacker two bytes a level.
  const pending = [der];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    const reader = new DerReader(at);
    while (!reader.atEnd) {
      const value = reader.readAny("a value");
      const fault = faultOf(value);
      if (fault !== undefined)
        throw new TrustError(
          "TRUST_NOT_CANONICAL",
          `byte ${value.whole.byteOffset - der.byteOffset}: ${fault}`,
        );
      if ((value.tag & CONSTRUCTED) !== 0) pending.push(value.content);
    }
  }
}

/** What X.690 sections 8 and 10 forbid about a value, or undefined. */
function faultOf({ tag, content }: DerValue): string | undefined {
  if ((tag & CLASS_BITS) !== 0) return undefined;
  const number = tag & NUMBER_BITS;
  const isConstructed = (tag & CONSTRUCTED) !== 0;
  const isList = number === UNIVERSAL.sequence || number === UNIVERSAL.set;
  if (number === UNIVERSAL.reserved) return "a type that does not exist";
  if (isConstructed !== isList)
    return isList ? "a list without elements inside" : "a value in parts";
  switch (number) {
    case UNIVERSAL.boolean:
      return isBoolean(content)
        ? undefined
        : "a truth value other than 0 or 255";
    case UNIVERSAL.integer:
    case UNIVERSAL.enumerated:
      return isShortest(content) ? undefined : "a number that could be shorter";
    case UNIVERSAL.bitString:
      return isBitString(content) ? undefined : "unused bits that are not 0";
    case UNIVERSAL.null:
      return content.length === 0 ? undefined : "a null with a value";
    case UNIVERSAL.oid:
      return isOid(content) ? undefined : "an identifier that could be shorter";
    case UNIVERSAL.set:
      return isSorted(content) ? undefined : "a set that is not in order";
    default:
      return undefined;
  }
}

function isBoolean(content: Uint8Array): boolean {
  return content.length === 1 && (content[0] === 0 || content[0] === 0xff);
}

/** The first nine bits of a longer number are neither all 0 nor all 1. */
function isShortest([first, second]: Uint8Array): boolean {
  if (first === undefined) return false;
  if (second === undefined) return true;
  return first === 0 ? second >= 0x80 : first !== 0xff || second < 0x80;
}

function isBitString(content: Uint8Array): boolean {
  const [unused = 8] = content;
  const last = content.length > 1 ? (content.at(-1) ?? 0) : 0;
  if (unused > 7 || (content.length === 1 && unused > 0)) return false;
  return (last & ((1 << unused) - 1)) === 0;
}

/** Groups of seven bits, all but the last of each number with the top bit set; none starts with an empty group. */
function isOid(content: Uint8Array): boolean {
  const endsWell = (content.at(-1) ?? 0x80) < 0x80;
  const startsWell = content.every(
    (byte, i) => byte !== 0x80 || (i > 0 && (content[i - 1] ?? 0) >= 0x80),
  );
  return endsWell && startsWell;
}

function isSorted(content: Uint8Array): boolean {
  const reader = new DerReader(content);
  let previous: Uint8Array | undefined;
  while (!reader.atEnd) {
    const { whole } = reader.readAny("an element of a set");
    if (previous !== undefined && isBehind(previous, whole)) return false;
    previous = whole;
  }
  return true;
}

/** Order of bytes; a shorter value counts as followed by zeros. */
function isBehind(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 0; i < Math.max(a.length, b.length); i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

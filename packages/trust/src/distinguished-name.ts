import { toHex } from "@stx-patch/core";
import type { DerValue, DerReader } from "./der.js";
import { DER } from "./der.js";

/** Short names by the DER content of the attribute's object identifier. */
const SHORT_NAMES: ReadonlyMap<string, string> = new Map([
  ["550403", "CN"],
  ["550405", "serialNumber"],
  ["550406", "C"],
  ["550407", "L"],
  ["550408", "ST"],
  ["55040a", "O"],
  ["55040b", "OU"],
  ["2a864886f70d010901", "emailAddress"],
  ["0992268993f22c640119", "DC"],
  ["0992268993f22c640101", "UID"],
]);

/**
 * A distinguished name as text, in the certificate's order: `O=stx-patch, CN=key`. For people: what could be mistaken for
 * structure is escaped with a backslash, and unknown attributes keep their object identifier in hex.
 *
 * @throws TrustError TRUST_MALFORMED
 */
export function readName(name: DerReader): string {
  const parts: string[] = [];
  while (!name.atEnd) {
    const set = name.enter(DER.set, "a name");
    const attributes: string[] = [];
    while (!set.atEnd) attributes.push(readAttribute(set));
    parts.push(attributes.join(" + "));
  }
  return parts.join(", ");
}

function readAttribute(set: DerReader): string {
  const attribute = set.enter(DER.sequence, "a name");
  const oid = toHex(attribute.read(DER.oid, "a name's type").content);
  const value = attribute.readAny("a name's value");
  return `${SHORT_NAMES.get(oid) ?? `OID.${oid}`}=${readText(value)}`;
}

function readText(value: DerValue): string {
  const encoding = encodingOf(value.tag);
  return encoding === undefined
    ? `#${toHex(value.whole)}`
    : new TextDecoder(encoding)
        .decode(value.content)
        .replace(/[\\,+="]/g, "\\$&")
        .replace(/\p{C}/gu, "\uFFFD");
}

function encodingOf(tag: number): string | undefined {
  switch (tag) {
    case DER.utf8String:
    case DER.numericString:
    case DER.printableString:
    case DER.ia5String:
      return "utf-8";
    case DER.teletexString:
      return "latin1";
    case DER.bmpString:
      return "utf-16be";
    default:
      return undefined;
  }
}

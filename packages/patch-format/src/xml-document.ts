import type { Limits } from "@stx-patch/core";
import { equalBytes } from "@stx-patch/core";
import { FormatError } from "./error.js";
import type { Refuse, XmlPlaces } from "./xml-guard.js";
import { guardXml } from "./xml-guard.js";
import type { XmlElement } from "./xml-tree.js";
import { parseXmlTree } from "./xml-tree.js";

const BYTE_ORDER_MARK = Uint8Array.of(0xef, 0xbb, 0xbf);

/** A document that was read, and what is odd about its bytes. */
export interface XmlDocument {
  readonly root: XmlElement;
  readonly hasByteOrderMark: boolean;
}

/**
 * Reads untrusted bytes as plain XML 1.0 in UTF-8.
 *
 * @param member - what to call the document in errors
 * @throws FormatError META_TOO_LARGE, META_ENCODING, META_NOT_WELL_FORMED and what `guardXml` refuses
 */
export function readXmlDocument(
  bytes: Uint8Array,
  limits: Limits,
  member: string,
): XmlDocument {
  if (bytes.length > limits.maxMetadataXmlBytes)
    throw new FormatError(
      "META_TOO_LARGE",
      `${bytes.length} bytes, at most ${limits.maxMetadataXmlBytes} are allowed`,
      { location: { member } },
    );
  const hasByteOrderMark = equalBytes(bytes.subarray(0, 3), BYTE_ORDER_MARK);
  const bodyOffset = hasByteOrderMark ? BYTE_ORDER_MARK.length : 0;
  const text = decodeUtf8(bytes, bodyOffset, member);
  const refuse: Refuse = (code, message, index) => {
    const offset =
      bodyOffset + new TextEncoder().encode(text.slice(0, index)).length;
    throw new FormatError(code, message, { location: { member, offset } });
  };
  const places = guardXml(text, limits, refuse);
  const inBytes = {
    elements: byteOffsets(text, places.elements, bodyOffset),
    attributes: byteOffsets(text, places.attributes, bodyOffset),
  };
  return { root: parse(text, inBytes, member), hasByteOrderMark };
}

function decodeUtf8(
  bytes: Uint8Array,
  bodyOffset: number,
  member: string,
): string {
  const body = bytes.subarray(bodyOffset);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
      body,
    );
  } catch (cause) {
    throw new FormatError("META_ENCODING", "not UTF-8", {
      location: { member, offset: bodyOffset + indexOfBadUtf8(body) },
      cause,
    });
  }
}

/** Where bytes stop being UTF-8. A decoder does not tell, but what it puts in their place is not what was there. */
function indexOfBadUtf8(bytes: Uint8Array): number {
  const repaired = new TextEncoder().encode(
    new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes),
  );
  let at = repaired.findIndex((byte, i) => byte !== bytes[i]);
  // The replacement may start with the same bytes as what it replaces.
  while (at > 0 && ((repaired[at] ?? 0) & 0xc0) === 0x80) at -= 1;
  return at;
}

/** @param indexes - ascending, so that the text is encoded once and not once for each of them */
function byteOffsets(
  text: string,
  indexes: readonly number[],
  bodyOffset: number,
): number[] {
  const encoder = new TextEncoder();
  let from = 0;
  let offset = bodyOffset;
  return indexes.map((index) => {
    offset += encoder.encode(text.slice(from, index)).length;
    from = index;
    return offset;
  });
}

function parse(text: string, places: XmlPlaces, member: string): XmlElement {
  try {
    return parseXmlTree(text, places);
  } catch (cause) {
    throw new FormatError(
      "META_NOT_WELL_FORMED",
      "the XML parser refuses the document",
      { location: { member }, cause },
    );
  }
}

import { viewOf } from "./bytes.js";
import { findStringsEnd } from "./string-ends.js";

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Decodes NUL-terminated UTF-8 strings; undefined when one of them is not UTF-8.
 *
 * @param data - at least one string, each with its NUL
 */
export function decodeUtf8Strings(data: Uint8Array): string[] | undefined {
  return decodeUtf8(data.subarray(0, -1))?.split("\0");
}

/**
 * Decodes NUL-terminated strings without declared encoding: UTF-8 where it fits, else ISO-8859-1, which
 * keeps every byte. Header strings are just bytes unless the package says otherwise (spec section 2).
 */
export function decodeByteStrings(data: Uint8Array): string[] {
  return splitStrings(data).map(
    (bytes) => decodeUtf8(bytes) ?? decodeLatin1(bytes),
  );
}

/**
 * Strings decoded at a time where a list is long: enough that the calls do not count, so few that they are gone before they
 * are moved to memory that is cleaned up seldom.
 */
export const BATCH_STRINGS = 512;

/**
 * Cuts NUL-terminated strings into pieces of `BATCH_STRINGS`; the last may have fewer.
 *
 * @param data - whole strings, each with its NUL
 */
export function* batchesOf(data: Uint8Array): Generator<Uint8Array, undefined> {
  const view = viewOf(data);
  for (let at = 0; at < data.length;) {
    const { end } = findStringsEnd(view, at, data.length, BATCH_STRINGS);
    yield data.subarray(at, end);
    at = end;
  }
}

function splitStrings(data: Uint8Array): Uint8Array[] {
  const parts: Uint8Array[] = [];
  let start = 0;
  while (start < data.length) {
    const end = data.indexOf(0, start);
    parts.push(data.subarray(start, end));
    start = end + 1;
  }
  return parts;
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return UTF8.decode(bytes);
  } catch {
    // The only thing a fatal decoder throws for is a wrong sequence, which is an answer here.
    return undefined;
  }
}

/** Not TextDecoder("latin1"): that is windows-1252, which maps 0x80 to 0x9F elsewhere. */
function decodeLatin1(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

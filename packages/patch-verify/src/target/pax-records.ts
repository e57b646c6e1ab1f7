import type { TargetFault } from "./fault.js";
import { unknown } from "./fault.js";

/** What extended headers say that matters to the target. */
export interface TargetExtension {
  readonly name?: string;
  readonly sizeBytes?: number;
}

const RECORD = /^([1-9][0-9]{0,7}) ([^=]+)=$/;
const DIGITS = /^[0-9]{1,15}$/;
const NEWLINE = 0x0a;
const EQUALS = 0x3d;

/**
 * Reads the records of a pax header as Python's `tarfile` does. Sparse files, other character sets and records that are not written the
 * regular way are read differently by its versions.
 *
 * @param isGlobal - records for all members behind: where they would change names or sizes, nobody can tell
 */
export function readTargetPax(
  content: Uint8Array,
  isGlobal: boolean,
): TargetExtension | TargetFault {
  let extension: TargetExtension = {};
  for (let at = 0; at < content.length;) {
    const equals = content.indexOf(EQUALS, at);
    const head = RECORD.exec(decode(content.subarray(at, equals + 1)));
    const [, digits = "", key = ""] = head ?? [];
    const end = at + Number(digits);
    if (
      equals < 0 ||
      head === null ||
      end <= equals + 1 ||
      end > content.length ||
      content[end - 1] !== NEWLINE
    )
      return unknown("a pax header is malformed");
    const value = decode(content.subarray(equals + 1, end - 1));
    if (key.startsWith("GNU.sparse") || key === "hdrcharset")
      return unknown(`a pax header has the record ${key}`);
    if (isGlobal && (key === "path" || key === "size"))
      return unknown(`a global pax header has the record ${key}`);
    if (key === "size" && !DIGITS.test(value))
      return unknown("a pax header has a size that is no number");
    // Of a record that occurs twice the last counts.
    if (key === "path")
      extension = { ...extension, name: value.replace(/\/+$/, "") };
    if (key === "size") extension = { ...extension, sizeBytes: Number(value) };
    at = end;
  }
  return extension;
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
}

import { decodeUtf8 } from "./tar-fields.js";
import type { HeaderDeviate } from "./tar-header.js";
import { MAX_OCTAL_SIZE, NAME_BYTES } from "./tar-layout.js";

/** What a pax header changes about the member behind it. */
export interface PaxOverrides {
  readonly path?: string;
  readonly linkPath?: string;
  readonly sizeBytes?: number;
}

/** A record as it stands in the header. */
interface PaxRecord {
  readonly key: string;
  readonly value: string;
}

const TIME_KEYS = new Set(["mtime", "atime", "ctime"]);
/** Owners that the plain header cannot hold: large ids, non-ASCII names. They change nothing about a patch. */
const OWNER_KEYS = new Set(["uid", "gid", "uname", "gname"]);
const SPARSE_KEYS = /^(GNU\.sparse\.|SCHILY\.realsize$)/;
const TIME = /^-?\d+(\.\d+)?$/;
const DIGITS = /^\d+$/;
const NEWLINE = 0x0a;
const SPACE = 0x20;
/** More digits than any length of a header that we would read. */
const MAX_LENGTH_DIGITS = 8;

/**
 * Reads the records of an `x` header. Quiet are times and owners, as Python's `tarfile` and GNU tar write
 * them, and a path, link path or size that the plain header could not have held; everything else is
 * reported. A record that is reported still counts as the target's reader would count it.
 */
export function readPaxRecords(
  bytes: Uint8Array,
  deviate: HeaderDeviate,
): PaxOverrides {
  const records = splitRecords(bytes);
  if (records === undefined) {
    deviate("TAR_PAX_MALFORMED", "pax header cannot be parsed");
    return {};
  }
  let overrides: PaxOverrides = {};
  const seen = new Set<string>();
  for (const record of records) {
    if (seen.has(record.key))
      deviate("TAR_PAX_MALFORMED", `pax record ${record.key} occurs twice`);
    seen.add(record.key);
    overrides = { ...overrides, ...readRecord(record, deviate) };
  }
  return overrides;
}

function readRecord(
  { key, value }: PaxRecord,
  deviate: HeaderDeviate,
): PaxOverrides {
  if (OWNER_KEYS.has(key)) return {};
  if (TIME_KEYS.has(key)) {
    if (!TIME.test(value))
      deviate("TAR_PAX_MALFORMED", `pax record ${key} is not a time`);
    return {};
  }
  if (key === "path" || key === "linkpath") {
    if (byteLength(value) <= NAME_BYTES)
      deviate(
        "TAR_PAX_OVERRIDE",
        `pax record ${key} replaces a field that could hold the value`,
      );
    return key === "path" ? { path: value } : { linkPath: value };
  }
  if (key === "size") return readSize(value, deviate);
  if (SPARSE_KEYS.test(key))
    deviate("TAR_SPARSE", `pax record ${key} makes the member a sparse file`);
  else deviate("TAR_PAX_UNKNOWN", `pax record ${key} is not expected`);
  return {};
}

function readSize(value: string, deviate: HeaderDeviate): PaxOverrides {
  const sizeBytes = Number(value);
  if (!DIGITS.test(value) || !Number.isSafeInteger(sizeBytes)) {
    deviate("TAR_PAX_MALFORMED", "pax record size is not a possible size");
    return {};
  }
  if (sizeBytes <= MAX_OCTAL_SIZE)
    deviate(
      "TAR_PAX_OVERRIDE",
      "pax record size replaces a field that could hold the value",
    );
  return { sizeBytes };
}

/** `<length> <key>=<value>\n`, the length counting itself; undefined when the bytes are anything else. */
function splitRecords(bytes: Uint8Array): PaxRecord[] | undefined {
  const records: PaxRecord[] = [];
  let at = 0;
  while (at < bytes.length) {
    const space = bytes.subarray(at, at + MAX_LENGTH_DIGITS + 1).indexOf(SPACE);
    const digits = decodeUtf8(bytes.subarray(at, at + Math.max(space, 0)));
    if (digits === undefined || !DIGITS.test(digits)) return undefined;
    const textStart = at + space + 1;
    const end = at + Number(digits);
    if (end <= textStart || bytes[end - 1] !== NEWLINE) return undefined;
    const text = decodeUtf8(bytes.subarray(textStart, end - 1));
    const equals = text?.indexOf("=") ?? -1;
    if (text === undefined || equals < 1) return undefined;
    records.push({ key: text.slice(0, equals), value: text.slice(equals + 1) });
    at = end;
  }
  return records.length === 0 ? undefined : records;
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

import type { Severity } from "@stx-patch/core";
import type { ArchiveErrorCode } from "./error.js";
import type { NumberField, TextField } from "./tar-fields.js";
import { isZero, parseNumber, parseText } from "./tar-fields.js";

/** Reports a deviation of one header; of severity `error` unless told otherwise. */
export type HeaderDeviate = (
  code: ArchiveErrorCode,
  message: string,
  severity?: Severity,
) => void;

/** Without a size there is no way to the next header: a reader has to give up on a problem. */
export type SizeField =
  | { readonly sizeBytes: number }
  | { readonly problem: ArchiveErrorCode; readonly message: string };

/** The fields of one header block that matter to a reader. */
export interface TarHeader {
  /** Undefined when it is not UTF-8. */
  readonly name: string | undefined;
  readonly linkName: string | undefined;
  /** Permission bits. */
  readonly mode: number;
  readonly mtimeSeconds: number;
  readonly size: SizeField;
  /** The type flag as a character; NUL for the oldest form of a regular file. */
  readonly typeFlag: string;
}

type Dialect = "ustar" | "gnu" | "other";

/** Text that is read for nothing but junk, and numbers that are read for nothing but their form. */
const OWNER_TEXTS = { "user name": [265, 297], "group name": [297, 329] };
const UNUSED_NUMBERS = {
  "user id": [108, 116],
  "group id": [116, 124],
  "device major": [329, 337],
  "device minor": [337, 345],
};

/**
 * Decodes a header block strictly. Our own decoder, because tar-stream's keeps the raw block to itself: it takes a
 * malformed number for 0, accepts anything behind a NUL, and merges extended headers before anybody can
 * look at them. The library is used where it serves us: in the writer.
 *
 * @returns undefined when the checksum does not match: nothing in the block means anything then
 */
export function decodeTarHeader(
  block: Uint8Array,
  deviate: HeaderDeviate,
): TarHeader | undefined {
  if (!hasValidChecksum(block)) return undefined;
  const dialect = dialectOf(block);
  if (dialect === "other")
    deviate(
      "TAR_MAGIC",
      "header is neither ustar nor GNU tar (old V7 archives are not accepted)",
    );
  checkUnusedFields(block, dialect, deviate);
  const text = (what: string, start: number, end: number): TextField =>
    checkedText(parseText(block.subarray(start, end)), what, deviate);
  const number = (what: string, start: number, end: number): NumberField =>
    checkedNumber(parseNumber(block.subarray(start, end)), what, deviate);

  const name = text("name", 0, 100).text;
  const prefix = dialect === "gnu" ? "" : text("name prefix", 345, 500).text;
  const typeFlag = String.fromCharCode(block[156] ?? 0);
  const mode = number("mode", 100, 108);
  const mtime = number("time", 136, 148);
  return {
    name: joinName(prefix, name),
    linkName: text("link name", 157, 257).text,
    mode: valueOf(mode) & 0o7777,
    mtimeSeconds: valueOf(mtime),
    size: toSize(parseNumber(block.subarray(124, 136)), deviate),
    typeFlag,
  };
}

function hasValidChecksum(block: Uint8Array): boolean {
  const stated = parseNumber(block.subarray(148, 156));
  if (stated.kind !== "octal") return false;
  // The field itself counts as eight spaces.
  let sum = 8 * 0x20;
  for (let i = 0; i < block.length; i++)
    if (i < 148 || i >= 156) sum += block[i] ?? 0;
  return stated.value === sum;
}

function dialectOf(block: Uint8Array): Dialect {
  const magic = String.fromCharCode(...block.subarray(257, 265));
  if (magic === "ustar\x0000") return "ustar";
  return magic === "ustar  \0" ? "gnu" : "other";
}

function checkUnusedFields(
  block: Uint8Array,
  dialect: Dialect,
  deviate: HeaderDeviate,
): void {
  for (const [what, [start, end]] of Object.entries(OWNER_TEXTS))
    checkedText(parseText(block.subarray(start, end)), what, deviate);
  for (const [what, [start, end]] of Object.entries(UNUSED_NUMBERS)) {
    const field = parseNumber(block.subarray(start, end));
    if (field.kind !== "empty") checkedNumber(field, what, deviate);
  }
  // GNU keeps access times, sparse maps and volume offsets where ustar has the prefix; Python reads a
  // prefix there whatever the dialect.
  const unusedStart = dialect === "gnu" ? 345 : 500;
  if (!isZero(block.subarray(unusedStart)))
    deviate("TAR_HEADER_JUNK", "unused bytes of the header are not zero");
}

function checkedText(
  field: TextField,
  what: string,
  deviate: HeaderDeviate,
): TextField {
  if (field.hasJunk)
    deviate("TAR_NAME_JUNK", `bytes follow the end of the ${what}`);
  return field;
}

function checkedNumber(
  field: NumberField,
  what: string,
  deviate: HeaderDeviate,
): NumberField {
  if (field.kind === "malformed" || field.kind === "empty")
    deviate("TAR_NUMBER_MALFORMED", `the ${what} is not an octal number`);
  if (field.kind === "base256" && field.needless)
    deviate(
      "TAR_NUMBER_BASE256",
      `the ${what} is written in base 256 without need`,
    );
  return field;
}

function valueOf(field: NumberField): number {
  return field.kind === "octal" || field.kind === "base256" ? field.value : 0;
}

function toSize(field: NumberField, deviate: HeaderDeviate): SizeField {
  if (field.kind === "malformed" || field.kind === "empty")
    return {
      problem: "TAR_NUMBER_MALFORMED",
      message: "the size is not an octal number",
    };
  if (field.value < 0)
    return { problem: "TAR_SIZE_INVALID", message: "the size is negative" };
  if (!Number.isSafeInteger(field.value))
    return { problem: "TAR_SIZE_INVALID", message: "the size is beyond 2^53" };
  checkedNumber(field, "size", deviate);
  return { sizeBytes: field.value };
}

function joinName(
  prefix: string | undefined,
  name: string | undefined,
): string | undefined {
  if (prefix === undefined || name === undefined) return undefined;
  return prefix === "" ? name : `${prefix}/${name}`;
}

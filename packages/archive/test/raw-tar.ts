import { concatBytes } from "@stx-patch/core";
import { ascii } from "./support.js";

/** Fields of a hostile header as raw text; the checksum is made to fit unless given. */
export interface RawHeader {
  readonly name?: string | Uint8Array;
  readonly mode?: string;
  readonly uid?: string | Uint8Array;
  readonly size?: string | Uint8Array;
  readonly mtime?: string;
  readonly checksum?: string;
  readonly type?: string;
  readonly linkName?: string;
  readonly magic?: string;
  readonly prefix?: string;
  /** Bytes put over the finished fields, before the checksum. */
  readonly patch?: readonly [offset: number, bytes: string];
}

const FIELDS = [
  ["name", 0, 100],
  ["mode", 100, 8],
  ["uid", 108, 8],
  ["gid", 116, 8],
  ["size", 124, 12],
  ["mtime", 136, 12],
  ["type", 156, 1],
  ["linkName", 157, 100],
  ["magic", 257, 8],
  ["userName", 265, 32],
  ["groupName", 297, 32],
  ["major", 329, 8],
  ["minor", 337, 8],
  ["prefix", 345, 155],
] as const;

/** One header block, plain ustar where nothing else is asked for. */
export function rawHeader(fields: RawHeader = {}): Uint8Array {
  const values: Readonly<Record<string, unknown>> = {
    name: "a",
    mode: "0000644\0",
    uid: "0000000\0",
    gid: "0000000\0",
    size: "00000000000\0",
    mtime: "00000000000\0",
    type: "0",
    magic: "ustar\x0000",
    userName: "root",
    groupName: "root",
    major: "0000000\0",
    minor: "0000000\0",
    ...fields,
  };
  const block = new Uint8Array(512);
  for (const [field, offset, length] of FIELDS) {
    const value = values[field] ?? "";
    const bytes = value instanceof Uint8Array ? value : ascii(value as string);
    block.set(bytes.subarray(0, length), offset);
  }
  if (fields.patch !== undefined)
    block.set(ascii(fields.patch[1]), fields.patch[0]);
  block.fill(0x20, 148, 156);
  const sum = block.reduce((total, byte) => total + byte, 0);
  const checksum = fields.checksum ?? `${octal(sum, 6)}\0 `;
  block.set(ascii(checksum), 148);
  return block;
}

/** A header with content, its size filled in. */
export function rawMember(
  fields: RawHeader,
  content: Uint8Array | string = "",
  padding = 0,
): Uint8Array {
  const bytes = typeof content === "string" ? ascii(content) : content;
  const filler = new Uint8Array((512 - (bytes.length % 512)) % 512);
  filler.fill(padding);
  return concatBytes([
    rawHeader({ size: `${octal(bytes.length, 11)}\0`, ...fields }),
    bytes,
    filler,
  ]);
}

/** Members, the end mark and the padding of the record. */
export function rawArchive(...members: readonly Uint8Array[]): Uint8Array {
  const length = members.reduce((sum, part) => sum + part.length, 1024);
  const archive = new Uint8Array(Math.ceil(length / 10_240) * 10_240);
  archive.set(concatBytes([...members, new Uint8Array(0)]));
  return archive;
}

/** A pax header; each record's length is filled in. */
export function rawPax(records: Record<string, string>): Uint8Array {
  return rawMember(
    { name: "PaxHeader/a", type: "x" },
    Object.entries(records)
      .map(([key, value]) => paxRecord(key, value))
      .join(""),
  );
}

export function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  let length = rest.length + 1;
  while (`${length}${rest}`.length !== length)
    length = `${length}${rest}`.length;
  return `${length}${rest}`;
}

export function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, "0");
}

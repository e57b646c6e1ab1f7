import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { concatBytes, fromHex } from "@stx-patch/core";
import {
  encodeHeader,
  type HeaderEntry,
  readRpmHeaders,
} from "@stx-patch/rpm-parser";
import { vectorPath } from "@stx-patch/testkit";

const INT16 = 3;
const INT32 = 4;
const STRING = 6;
const BIN = 7;
const STRING_ARRAY = 8;

const GHOST = 64;

/** What the files of a generated package are like. */
export interface GeneratedFile {
  /** Of SHA-256, hex; "" for none. */
  readonly digest: string;
  readonly inode: number;
  readonly flags: number;
}

/** `count` files: every seventh a ghost without digest, every fifth a hard link, `distinct` contents. */
export function generatedFiles(
  count: number,
  distinct: number,
): GeneratedFile[] {
  const digests = Array.from({ length: distinct }, (_, i) =>
    hex("sha256", Buffer.from(String(i))),
  );
  return Array.from({ length: count }, (_, i) => {
    const isGhost = i % 7 === 6;
    const content = i % 5 === 4 ? i - 1 : i;
    return {
      digest: isGhost ? "" : (digests[content % distinct] ?? ""),
      inode: content + 1,
      flags: isGhost ? GHOST : 0,
    };
  });
}

/** A package that rpm takes, with headers of any size and a payload without files. */
export async function generatedRpm(
  files: readonly GeneratedFile[],
): Promise<Uint8Array> {
  const base = readFileSync(
    vectorPath("rpm", "unsigned/4.18/nofiles-1-1.noarch.rpm"),
  );
  const headers = await readRpmHeaders([base]);
  const payload = base.subarray(headers.payloadOffset);
  const added = fileEntries(files);
  const tags = new Set(added.map(({ tag }) => tag));
  const kept = headers.main.entries.filter(({ tag }) => !tags.has(tag));
  const main = encodeHeader([...kept, ...added], 63);
  const signature = encodeHeader(
    [
      text(269, hex("sha1", main)),
      text(273, hex("sha256", main)),
      numbers(1000, INT32, [main.length + payload.length]),
      bin(1004, fromHex(hex("md5", main, payload))),
      numbers(1007, INT32, [124]),
      bin(1008, new Uint8Array(4128)),
    ],
    62,
  );
  const padding = new Uint8Array((8 - (signature.length % 8)) % 8);
  return concatBytes([headers.leadBytes, signature, padding, main, payload]);
}

function fileEntries(files: readonly GeneratedFile[]): HeaderEntry[] {
  const same = <T>(value: T): T[] => files.map(() => value);
  return [
    numbers(1028, INT32, same(1)),
    numbers(1030, INT16, same(0o100644)),
    numbers(1033, INT16, same(0)),
    numbers(1034, INT32, same(0)),
    texts(
      1035,
      files.map(({ digest }) => digest),
    ),
    texts(1036, same("")),
    numbers(
      1037,
      INT32,
      files.map(({ flags }) => flags),
    ),
    texts(1039, same("root")),
    texts(1040, same("root")),
    numbers(1045, INT32, same(0)),
    numbers(1095, INT32, same(1)),
    numbers(
      1096,
      INT32,
      files.map(({ inode }) => inode),
    ),
    texts(1097, same("")),
    numbers(1116, INT32, same(0)),
    texts(
      1117,
      files.map((_, i) => `file${i}`),
    ),
    texts(1118, ["/opt/generated/"]),
    numbers(5011, INT32, [8]),
  ];
}

function numbers(
  tag: number,
  type: typeof INT16 | typeof INT32,
  values: readonly number[],
): HeaderEntry {
  const size = type === INT16 ? 2 : 4;
  const view = new DataView(new ArrayBuffer(size * values.length));
  values.forEach((value, i) => {
    if (type === INT16) view.setUint16(2 * i, value);
    else view.setUint32(4 * i, value);
  });
  return { tag, type, count: values.length, data: new Uint8Array(view.buffer) };
}

function texts(tag: number, values: readonly string[]): HeaderEntry {
  const data = new TextEncoder().encode(
    values.map((value) => `${value}\0`).join(""),
  );
  return { tag, type: STRING_ARRAY, count: values.length, data };
}

function text(tag: number, value: string): HeaderEntry {
  return { ...texts(tag, [value]), type: STRING };
}

function bin(tag: number, data: Uint8Array): HeaderEntry {
  return { tag, type: BIN, count: data.length, data };
}

function hex(algorithm: string, ...chunks: Uint8Array[]): string {
  const hash = createHash(algorithm);
  for (const chunk of chunks) hash.update(chunk);
  return hash.digest("hex");
}

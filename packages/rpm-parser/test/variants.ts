import {
  encodeHeader,
  type HeaderEntry,
  parseHeader,
  type RpmHeader,
  type RpmHeaders,
} from "../src/index.js";

/** New value of a tag, in one of three notations. */
export interface TagValue {
  readonly type: number;
  readonly texts?: readonly string[];
  readonly numbers?: readonly number[];
  readonly bytes?: Uint8Array;
}

/** Tags to set, or to remove with undefined. */
export type TagChanges = Readonly<Record<number, TagValue | undefined>>;

/** Headers whose main header has other tags; digests are not made right again. */
export function withMain(headers: RpmHeaders, changes: TagChanges): RpmHeaders {
  return { ...headers, main: changed(headers.main, changes, 63) };
}

/** Headers whose signature header has other tags. */
export function withSignature(
  headers: RpmHeaders,
  changes: TagChanges,
): RpmHeaders {
  return { ...headers, signature: changed(headers.signature, changes, 62) };
}

export function entryOf(tag: number, value: TagValue): HeaderEntry {
  const { type, texts, numbers } = value;
  const data = value.bytes ?? (texts ? stringData(texts) : numberData(value));
  const binCount = type === 7 ? data.length : 1;
  return {
    tag,
    type,
    count: texts?.length ?? numbers?.length ?? binCount,
    data,
  };
}

function changed(
  header: RpmHeader,
  changes: TagChanges,
  regionTag: number,
): RpmHeader {
  const kept = header.entries.filter(({ tag }) => !(tag in changes));
  const added = Object.entries(changes).flatMap(([tag, value]) =>
    value === undefined ? [] : [entryOf(Number(tag), value)],
  );
  return parseHeader({
    kind: header.kind,
    offset: header.offset,
    bytes: encodeHeader([...kept, ...added], regionTag),
  });
}

function stringData(texts: readonly string[]): Uint8Array {
  return new TextEncoder().encode(texts.map((text) => `${text}\0`).join(""));
}

function numberData({ type, numbers = [] }: TagValue): Uint8Array {
  const size = 2 ** (type - 2);
  const view = new DataView(new ArrayBuffer(size * numbers.length));
  numbers.forEach((number, i) => {
    if (size === 8) view.setBigUint64(8 * i, BigInt(number));
    else if (size === 4) view.setUint32(4 * i, number);
    else if (size === 2) view.setUint16(2 * i, number);
    else view.setUint8(i, number);
  });
  return new Uint8Array(view.buffer);
}

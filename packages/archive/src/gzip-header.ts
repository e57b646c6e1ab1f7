import type { ByteReader, Crc32 } from "@stx-patch/core";
import { concatBytes } from "@stx-patch/core";
import { ArchiveError } from "./error.js";
import type { Deviate } from "./report.js";

/** RFC 1952 section 2.3.1. */
const MAGIC_1 = 0x1f;
const MAGIC_2 = 0x8b;
const METHOD_DEFLATE = 8;
const FLAG_HEADER_CRC = 0x02;
const FLAG_EXTRA = 0x04;
const FLAG_NAME = 0x08;
const FLAG_COMMENT = 0x10;
const FLAGS_RESERVED = 0xe0;

/** XFL: the compressor tried hard, as the original's level 9 states. */
const XFL_BEST = 2;
/** OS: unknown, as Python writes it on every system; the bytes must not tell where they were made. */
const OS_UNKNOWN = 255;

/** File names and comments have no length of their own; no file system knows longer names. */
const MAX_TEXT_BYTES = 4096;
const MAX_UINT32 = 0xffff_ffff;

/** True when `bytes` starts like a gzip member. */
export function startsLikeGzip(bytes: Uint8Array): boolean {
  return bytes[0] === MAGIC_1 && bytes[1] === MAGIC_2;
}

/**
 * Reads the header of a gzip member; nothing in it is needed afterwards.
 *
 * @throws ArchiveError GZIP_NOT_GZIP, GZIP_HEADER_INVALID, GZIP_TRUNCATED
 */
export async function skipGzipHeader(
  input: ByteReader,
  crc32: Crc32,
  deviate: Deviate,
  file: string | undefined,
): Promise<void> {
  const parts: Uint8Array[] = [];
  const take = async (count: number): Promise<Uint8Array> => {
    const part = await input.read(count);
    if (part.length < count)
      throw new ArchiveError("GZIP_TRUNCATED", "file ends in the gzip header", {
        location: { file, offset: input.offset },
      });
    parts.push(part);
    return part;
  };
  const takeText = async (what: string): Promise<void> => {
    const start = input.offset;
    while ((await take(1))[0] !== 0)
      if (input.offset - start > MAX_TEXT_BYTES)
        throw invalid(
          `${what} is longer than ${MAX_TEXT_BYTES} bytes`,
          file,
          start,
        );
  };

  const flags = checkFixedPart(await readFixedPart(input, parts, file), file);
  if ((flags & (FLAG_EXTRA | FLAG_COMMENT)) !== 0)
    deviate(
      "GZIP_HEADER_EXTRA",
      "the gzip header carries an extra field or a comment",
      { file, offset: input.offset },
      "warning",
    );
  if ((flags & FLAG_EXTRA) !== 0) {
    const [low = 0, high = 0] = await take(2);
    await take(low | (high << 8));
  }
  if ((flags & FLAG_NAME) !== 0) await takeText("file name");
  if ((flags & FLAG_COMMENT) !== 0) await takeText("comment");
  if ((flags & FLAG_HEADER_CRC) !== 0) {
    const expected = crc32(concatBytes(parts), 0) & 0xffff;
    const offset = input.offset;
    const [low = 0, high = 0] = await take(2);
    if ((low | (high << 8)) !== expected)
      throw invalid("header checksum does not match", file, offset);
  }
}

/** @throws ArchiveError GZIP_NAME_UNSUPPORTED, GZIP_TIME_UNSUPPORTED */
export function encodeGzipHeader(
  mtimeSeconds: number,
  fileName: string | undefined,
): Uint8Array {
  if (
    !Number.isInteger(mtimeSeconds) ||
    mtimeSeconds < 0 ||
    mtimeSeconds > MAX_UINT32
  )
    throw new ArchiveError(
      "GZIP_TIME_UNSUPPORTED",
      `gzip header: expected a time of 32 bits in seconds, got ${mtimeSeconds}`,
    );
  const fixed = new Uint8Array(10);
  const flags = fileName === undefined ? 0 : FLAG_NAME;
  fixed.set([MAGIC_1, MAGIC_2, METHOD_DEFLATE, flags]);
  new DataView(fixed.buffer).setUint32(4, mtimeSeconds, true);
  fixed.set([XFL_BEST, OS_UNKNOWN], 8);
  return fileName === undefined
    ? fixed
    : concatBytes([fixed, encodeName(fileName)]);
}

async function readFixedPart(
  input: ByteReader,
  parts: Uint8Array[],
  file: string | undefined,
): Promise<Uint8Array> {
  const fixed = await input.read(10);
  parts.push(fixed);
  if (!startsLikeGzip(fixed))
    throw new ArchiveError(
      "GZIP_NOT_GZIP",
      "expected a gzip file, got something else",
      { location: { file, offset: 0 } },
    );
  if (fixed.length < 10)
    throw new ArchiveError("GZIP_TRUNCATED", "file ends in the gzip header", {
      location: { file, offset: fixed.length },
    });
  return fixed;
}

function checkFixedPart(fixed: Uint8Array, file: string | undefined): number {
  const [, , method = 0, flags = 0] = fixed;
  if (method !== METHOD_DEFLATE)
    throw invalid(
      `expected compression method 8 (deflate), got ${method}`,
      file,
      2,
    );
  if ((flags & FLAGS_RESERVED) !== 0)
    throw invalid("reserved flags are set", file, 3);
  return flags;
}

function encodeName(name: string): Uint8Array {
  const bytes = new Uint8Array(name.length + 1);
  for (let i = 0; i < name.length; i++) {
    const unit = name.charCodeAt(i);
    if (unit === 0 || unit > 0xff || name.length > MAX_TEXT_BYTES)
      throw new ArchiveError(
        "GZIP_NAME_UNSUPPORTED",
        "gzip header: the file name is too long, has a NUL, or is not Latin-1",
      );
    bytes[i] = unit;
  }
  return bytes;
}

function invalid(
  message: string,
  file: string | undefined,
  offset: number,
): ArchiveError {
  return new ArchiveError("GZIP_HEADER_INVALID", message, {
    location: { file, offset },
  });
}

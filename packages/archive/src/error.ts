import { errorClass, type CodeCatalogue } from "@stx-patch/core";

const REBUILD = "rebuild or download the file again; do not use this copy";
const HOSTILE =
  "do not use this file: build it again with a tool that writes plain archives";

/** All codes of this package: `GZIP_` for the compressed stream, `TAR_` for the archive inside. */
export const ARCHIVE_ERRORS = {
  GZIP_NOT_GZIP: {
    meaning: "The file does not start with a gzip header.",
    remedy: "Check that this is a patch and not another file.",
  },
  GZIP_HEADER_INVALID: {
    meaning:
      "The gzip header uses an unknown method or flags, is too long, or fails its own checksum.",
    remedy: REBUILD,
  },
  GZIP_HEADER_EXTRA: {
    meaning:
      "The gzip header carries an extra field or a comment, which no patch tool writes and no signature covers.",
    remedy: "Ask the sender why the header carries more than a file name.",
  },
  GZIP_TRUNCATED: {
    meaning: "The gzip stream ends before its trailer is complete.",
    remedy: REBUILD,
  },
  GZIP_CORRUPT: {
    meaning: "The compressed data cannot be decoded.",
    remedy: REBUILD,
  },
  GZIP_CHECKSUM_MISMATCH: {
    meaning: "The decompressed data does not have the CRC-32 of the trailer.",
    remedy: REBUILD,
  },
  GZIP_LENGTH_MISMATCH: {
    meaning: "The decompressed data does not have the length of the trailer.",
    remedy: REBUILD,
  },
  GZIP_SECOND_MEMBER: {
    meaning:
      "A second gzip member follows the first; readers disagree on whether its data counts.",
    remedy: HOSTILE,
  },
  GZIP_TRAILING_DATA: {
    meaning: "Bytes follow the gzip trailer that no reader looks at.",
    remedy: HOSTILE,
  },
  GZIP_RATIO_EXCEEDED: {
    meaning:
      "The data expands more than the limit allows, as a decompression bomb does.",
    remedy: "Raise maxInflateRatio only for a file from a source you trust.",
  },
  GZIP_TOO_LARGE: {
    meaning: "The decompressed data is longer than the limit allows.",
    remedy: "Raise maxPatchBytes only for a file from a source you trust.",
  },
  GZIP_NAME_UNSUPPORTED: {
    meaning:
      "The file name cannot be stored in a gzip header (Latin-1 without NUL).",
    remedy: "Use an ASCII name.",
  },
  GZIP_TIME_UNSUPPORTED: {
    meaning: "The time cannot be stored in a gzip header (32 bits, seconds).",
    remedy: "Use a time between 1970 and 2106.",
  },
  TAR_TRUNCATED: {
    meaning: "The archive ends inside a header or inside a member.",
    remedy: REBUILD,
  },
  TAR_CHECKSUM_MISMATCH: {
    meaning: "A header block does not have the checksum that it states.",
    remedy: REBUILD,
  },
  TAR_NUMBER_MALFORMED: {
    meaning: "A number in a header is not the octal text that tar prescribes.",
    remedy: HOSTILE,
  },
  TAR_NUMBER_BASE256: {
    meaning:
      "A number is written in base 256 although octal digits could hold it; readers may disagree on it.",
    remedy: HOSTILE,
  },
  TAR_SIZE_INVALID: {
    meaning: "The size of a member is negative or impossibly large.",
    remedy: HOSTILE,
  },
  TAR_SIZE_UNEXPECTED: {
    meaning:
      "A member that has no content states a size; readers disagree on whether data follows.",
    remedy: HOSTILE,
  },
  TAR_MAGIC: {
    meaning:
      "A header is neither ustar nor GNU tar, so readers disagree on its fields.",
    remedy: HOSTILE,
  },
  TAR_TYPE_UNKNOWN: {
    meaning:
      "The type flag of a member is not one that current tar tools write.",
    remedy: HOSTILE,
  },
  TAR_SPARSE: {
    meaning:
      "The archive uses sparse files, whose content readers reconstruct differently.",
    remedy: HOSTILE,
  },
  TAR_MULTI_VOLUME: {
    meaning: "A member is a part of a multi-volume archive.",
    remedy: HOSTILE,
  },
  TAR_HEADER_JUNK: {
    meaning: "Unused bytes of a header block are not zero.",
    remedy: HOSTILE,
  },
  TAR_PADDING_JUNK: {
    meaning: "The padding behind a member's content is not zero.",
    remedy: HOSTILE,
  },
  TAR_PAX_MALFORMED: {
    meaning: "A pax extended header cannot be parsed.",
    remedy: HOSTILE,
  },
  TAR_PAX_OVERRIDE: {
    meaning:
      "A pax extended header replaces a field that the plain header could hold; readers disagree on which one counts.",
    remedy: HOSTILE,
  },
  TAR_PAX_UNKNOWN: {
    meaning: "A pax extended header carries a record that no patch needs.",
    remedy: HOSTILE,
  },
  TAR_PAX_GLOBAL: {
    meaning:
      "A global pax header changes all members behind it, and some readers ignore it.",
    remedy: HOSTILE,
  },
  TAR_GNU_LONG_NAME: {
    meaning:
      "A GNU long-name header holds the name of a member: an error when the plain header could have held it or when it is malformed, else only noted.",
    remedy: HOSTILE,
  },
  TAR_GNU_LONG_LINK: {
    meaning:
      "A GNU long-link header holds the target of a link: an error when the plain header could have held it or when it is malformed, else only noted.",
    remedy: HOSTILE,
  },
  TAR_META_DANGLING: {
    meaning: "An extended header is not followed by the member it describes.",
    remedy: HOSTILE,
  },
  TAR_META_TOO_LARGE: {
    meaning: "An extended header is longer than the limit allows.",
    remedy: HOSTILE,
  },
  TAR_NAME_EMPTY: {
    meaning: "A member has no name.",
    remedy: HOSTILE,
  },
  TAR_NAME_ABSOLUTE: {
    meaning: "The name of a member is an absolute path.",
    remedy: HOSTILE,
  },
  TAR_NAME_PARENT: {
    meaning: "The name of a member leaves its folder with '..'.",
    remedy: HOSTILE,
  },
  TAR_NAME_ALIAS: {
    meaning:
      "The name of a member has '.' or empty parts, which makes it another spelling of a plain name.",
    remedy: HOSTILE,
  },
  TAR_NAME_SLASH: {
    meaning:
      "The name of a regular file ends with a slash; some readers make it a folder.",
    remedy: HOSTILE,
  },
  TAR_NAME_JUNK: {
    meaning: "Bytes follow the NUL that ends a text field of a header.",
    remedy: HOSTILE,
  },
  TAR_NAME_ENCODING: {
    meaning: "The name of a member is not UTF-8.",
    remedy: HOSTILE,
  },
  TAR_TOO_MANY_MEMBERS: {
    meaning: "The archive has more members than the limit allows.",
    remedy: "Raise maxTarMembers only for a file from a source you trust.",
  },
  TAR_END_MISSING: {
    meaning: "The archive has no complete end mark (two zero blocks).",
    remedy: REBUILD,
  },
  TAR_TRAILING_DATA: {
    meaning: "Data follows the end mark of the archive, where no reader looks.",
    remedy: HOSTILE,
  },
  TAR_RECORD_PADDING: {
    meaning:
      "The archive is not padded with zeros to the 10,240-byte record that the original tools write.",
    remedy: "Nothing has to be done; the content is not affected.",
  },
  TAR_BODY_EXPIRED: {
    meaning:
      "The content of a member was read after the reader had moved on to the next one.",
    remedy: "Read each member's content before asking for the next member.",
  },
  TAR_SIZE_MISMATCH: {
    meaning:
      "The content given for a member is shorter or longer than its announced size.",
    remedy: "Check that the input did not change while it was being read.",
  },
  TAR_NAME_UNSUPPORTED: {
    meaning: "The name cannot be written into a plain tar archive.",
    remedy: "Use a relative ASCII path without empty parts, '.' or '..'.",
  },
  TAR_FIELD_UNSUPPORTED: {
    meaning: "The mode, time or size cannot be written into a tar header.",
    remedy:
      "Use a mode of at most 7777 (octal), a time between 1970 and 2038 and a non-negative size.",
  },
} as const satisfies CodeCatalogue;

/** Stable codes of {@link ArchiveError} and of the archive's findings. */
export type ArchiveErrorCode = keyof typeof ARCHIVE_ERRORS;

/** An archive that could not be read or written. */
export class ArchiveError extends errorClass("ArchiveError", ARCHIVE_ERRORS) {}

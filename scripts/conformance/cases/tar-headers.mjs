// Fields of tar headers that readers understand differently: sizes, numbers, checksums, types.
import { paxHeader } from "../../../packages/testkit/dist/index.js";
import { software, text } from "../parts.mjs";
import { fromRows, madeBy } from "../rows.mjs";

const x = { name: "x", body: text("x") };

/** Writes bytes into a header, before its checksum is made. */
const put =
  (at, ...bytes) =>
  (header) =>
    header.set(bytes, at);

/** A size in base 256. */
const base256 = (size) => (header) => {
  header.fill(0, 124, 136);
  header[124] = 0x80;
  new DataView(header.buffer).setUint32(132, size);
};

const NUMBERS = [
  [
    "size-negative",
    "A negative size",
    "A reader that adds it up goes backwards and never ends.",
    ["TAR_SIZE_INVALID"],
    (plain) => [plain, { ...x, bend: (header) => header.fill(0xff, 124, 136) }],
    "undetermined",
  ],
  [
    "size-huge",
    "A size beyond all files",
    "Eight exabytes: additions overflow, and memory must not be asked for.",
    ["TAR_SIZE_INVALID"],
    (plain) => [
      plain,
      {
        ...x,
        bend: (header) => {
          header.fill(0xff, 124, 136);
          header[124] = 0x80;
          header[125] = 0;
        },
      },
    ],
    "undetermined",
  ],
  [
    "size-base256",
    "A size in base 256 that octal digits could hold",
    "Not all readers know this form; those see another size.",
    ["TAR_NUMBER_BASE256"],
    (plain) => [{ ...plain, bend: base256(plain.body.length) }],
    "accepted",
  ],
  [
    "size-sign",
    "A size with a plus sign",
    "Some parsers take it, others read nothing.",
    ["TAR_NUMBER_MALFORMED"],
    (plain) => [plain, { ...x, size: "+1\0" }],
    "undetermined",
  ],
  [
    "size-decimal",
    "A size with the digit 9",
    "No octal number. Parsers stop in front of it, or refuse it, or read on.",
    ["TAR_NUMBER_MALFORMED"],
    (plain) => [plain, { ...x, size: "00000000009\0" }],
    "accepted",
  ],
  [
    "size-beyond-end",
    "A size that goes beyond the archive",
    "The archive ends inside of the member.",
    ["TAR_TRUNCATED"],
    (plain) => [{ ...plain, size: "00077777777\0" }],
    "undetermined",
  ],
  [
    "checksum-wrong",
    "A header with a wrong checksum",
    "Python takes it for the end of the archive, other readers for damage.",
    ["TAR_CHECKSUM_MISMATCH"],
    (plain) => [plain, { ...x, badChecksum: true }],
    "accepted",
  ],
  [
    "number-letters",
    "Letters in the mode",
    "A field that is not used is still one that readers stumble over.",
    ["TAR_NUMBER_MALFORMED"],
    (plain) => [plain, { ...x, bend: put(100, 120, 120, 120) }],
    "accepted",
  ],
  [
    "folder-with-size",
    "A folder that has a size",
    "Readers disagree on whether data follows.",
    ["TAR_SIZE_UNEXPECTED"],
    (plain) => [plain, { name: "d/", type: "5", size: "00000001000\0" }],
    "accepted",
  ],
];

const TYPES = [
  [
    "type-unknown",
    "A type that nobody knows",
    "To be read as a plain file, says POSIX; not all readers do.",
    ["TAR_TYPE_UNKNOWN"],
    (plain) => [{ ...plain, type: "Z" }],
    "accepted",
  ],
  [
    "type-multi-volume",
    "A part of a file that began on another tape",
    "What of it counts depends on the reader.",
    ["TAR_MULTI_VOLUME"],
    (plain) => [plain, { ...x, type: "M" }],
    "accepted",
  ],
  [
    "sparse-gnu",
    "A sparse file of GNU tar",
    "Its content is pieced together from a map, and readers do it differently.",
    ["TAR_SPARSE"],
    (plain) => [plain, { ...x, type: "S" }],
    "undetermined",
  ],
  [
    "sparse-pax",
    "A sparse file of pax",
    "The same map, in records that old readers ignore.",
    ["TAR_SPARSE"],
    (plain) => [
      paxHeader({ "GNU.sparse.major": "1", "GNU.sparse.minor": "0" }),
      plain,
    ],
    "undetermined",
  ],
  [
    "magic-none",
    "Headers of before POSIX",
    "Without the magic nobody knows what half of the fields mean.",
    ["TAR_MAGIC"],
    (plain) => [{ ...plain, bend: (header) => header.fill(0, 257, 265) }],
    "accepted",
  ],
  [
    "magic-odd",
    "A magic of no dialect",
    "Readers guess.",
    ["TAR_MAGIC"],
    (plain) => [{ ...plain, bend: put(257, 85, 83) }],
    "accepted",
  ],
];

/** All of them. */
export const TAR_HEADERS = fromRows(
  "tar",
  madeBy(software, [...NUMBERS, ...TYPES]),
);

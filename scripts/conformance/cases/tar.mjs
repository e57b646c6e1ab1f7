// Tar headers that readers understand differently, and what stands between and behind members.
import { concatBytes } from "../../../packages/core/dist/index.js";
import {
  paxHeader,
  rawMember,
  rawTar,
} from "../../../packages/testkit/dist/index.js";
import { crafted, join, outer, software, text } from "../parts.mjs";

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

const EXTENSIONS = [
  [
    "pax-path",
    "A pax record that renames a member",
    "Readers without pax see one file, those with pax another.",
    ["TAR_PAX_OVERRIDE"],
    (plain) => [paxHeader({ path: plain.name }), { ...plain, name: "x" }],
    "accepted",
  ],
  [
    "pax-path-parent",
    "A pax record that leads out of the folder",
    "The name in the header is harmless, the one that counts is not.",
    ["TAR_PAX_OVERRIDE", "TAR_NAME_PARENT"],
    (plain) => [plain, paxHeader({ path: "../../x" }), x],
    "accepted",
  ],
  [
    "pax-size",
    "A pax record with another size",
    "Readers lose each other behind this member: one sees a file where the other sees content.",
    ["TAR_PAX_OVERRIDE"],
    (plain) => [paxHeader({ size: String(plain.body.length) }), plain],
    "accepted",
  ],
  [
    "pax-link",
    "A pax record with a link's target",
    "Only readers of pax know where the link leads.",
    ["TAR_PAX_OVERRIDE"],
    (plain) => [paxHeader({ linkpath: "x" }), plain],
    "accepted",
  ],
  [
    "pax-path-twice",
    "Two pax records of one name",
    "The first one or the last one: readers disagree.",
    ["TAR_PAX_OVERRIDE"],
    (plain) => [
      {
        name: "PaxHeader",
        type: "x",
        body: text("12 path=abc\n12 path=abd\n"),
      },
      plain,
    ],
    "refused",
  ],
  [
    "pax-malformed",
    "A pax header that cannot be parsed",
    "The length in front of a record does not fit.",
    ["TAR_PAX_MALFORMED"],
    (plain) => [
      { name: "PaxHeader", type: "x", body: text("99 path=x\n") },
      plain,
    ],
    "undetermined",
  ],
  [
    "pax-unknown",
    "A pax record that no patch needs",
    "Readers of tomorrow may know it.",
    ["TAR_PAX_UNKNOWN"],
    (plain) => [paxHeader({ "SCHILY.xattr.user.x": "1" }), plain],
    "accepted",
  ],
  [
    "pax-global",
    "A global pax header",
    "It changes all members behind it, and some readers ignore it.",
    ["TAR_PAX_GLOBAL"],
    (plain) => [paxHeader({ comment: "x" }, "g"), plain],
    "accepted",
  ],
  [
    "pax-dangling",
    "A pax header without a member",
    "It describes nothing.",
    ["TAR_META_DANGLING"],
    (plain) => [plain, paxHeader({ mtime: "1" })],
    "refused",
  ],
  [
    "pax-many",
    "Five extended headers in front of one member",
    "No tool writes them; they keep readers busy.",
    ["TAR_META_TOO_LARGE"],
    (plain) => [...Array(5).fill(paxHeader({ mtime: "1" })), plain],
    "accepted",
  ],
  [
    "long-name",
    "A long-name header for a short name",
    "Readers that do not know it see another name.",
    ["TAR_GNU_LONG_NAME"],
    (plain) => [
      { name: "././@LongLink", type: "L", body: text(`${plain.name}\0`) },
      { ...plain, name: "x" },
    ],
    "accepted",
  ],
  [
    "long-name-hidden",
    "A long-name header with bytes behind its NUL",
    "The name ends where it says, for some.",
    ["TAR_GNU_LONG_NAME"],
    (plain) => [
      { name: "././@LongLink", type: "L", body: text(`${plain.name}\0hidden`) },
      plain,
    ],
    "accepted",
  ],
  [
    "long-link",
    "A long-link header for a short target",
    "The same for links.",
    ["TAR_GNU_LONG_LINK"],
    (plain) => [{ name: "././@LongLink", type: "K", body: text("x\0") }, plain],
    "accepted",
  ],
];

const JUNK = [
  [
    "header-junk",
    "Bytes in the unused part of a header",
    "Nobody reads them, so they can carry anything.",
    ["TAR_HEADER_JUNK"],
    (plain) => [{ ...plain, bend: put(505, 1, 2, 3) }],
    "accepted",
  ],
  [
    "name-junk",
    "Bytes behind the NUL that ends a name",
    "Readers that look at the whole field see another name.",
    ["TAR_NAME_JUNK"],
    (plain) => [{ ...plain, bend: put(60, 120, 121) }],
    "accepted",
  ],
  [
    "padding-junk",
    "Bytes in the padding behind a member",
    "Up to 511 bytes a member that no reader looks at.",
    ["TAR_PADDING_JUNK"],
    (plain) => {
      const tar = Uint8Array.from(rawTar([plain]));
      tar[512 + plain.body.length] = 7;
      return tar;
    },
    "accepted",
  ],
  [
    "end-missing",
    "An archive without its end mark",
    "Cut off, or written by something else; nobody can say that nothing is missing.",
    ["TAR_END_MISSING"],
    (plain) => rawMember(plain),
    "accepted",
  ],
  [
    "end-half",
    "Half an end mark",
    "One block of zeros: an end for some readers, not for others.",
    ["TAR_END_MISSING"],
    (plain) => join(rawMember(plain), new Uint8Array(512)),
    "accepted",
  ],
  [
    "end-in-the-middle",
    "A block of zeros between two members",
    "Readers that end there do not see the second one.",
    ["TAR_TRAILING_DATA"],
    (plain) => [plain, new Uint8Array(512), x],
    "accepted",
  ],
  [
    "trailing-data",
    "Data behind the end mark",
    "No reader looks there, and the signature covers it.",
    ["TAR_TRAILING_DATA"],
    (plain) => concatBytes([rawTar([plain]), text("x".repeat(512))]),
    "accepted",
  ],
  [
    "trailing-member",
    "A member behind the end mark",
    "Concatenated archives: readers that go on see it.",
    ["TAR_TRAILING_DATA"],
    (plain) => concatBytes([rawTar([plain]), rawTar([x])]),
    "accepted",
  ],
  [
    "truncated",
    "An archive that ends inside a member",
    "Half an RPM.",
    ["TAR_TRUNCATED"],
    (plain) => rawMember(plain).slice(0, 1024),
    "undetermined",
  ],
  [
    "not-tar",
    "Something else where an archive should be",
    "software.tar is text.",
    ["TAR_CHECKSUM_MISMATCH"],
    () => text("no archive\n".repeat(100)),
    "refused",
  ],
  [
    "empty",
    "No byte at all",
    "software.tar is an empty file.",
    ["TAR_END_MISSING"],
    () => new Uint8Array(0),
    "refused",
  ],
];

const OUTER = [
  [
    "trailing-data",
    "Data behind the outer archive's end mark",
    "Nothing signs it. It is a place to hide things in.",
    ["TAR_TRAILING_DATA"],
    (m) => [...m, new Uint8Array(1024), text("x".repeat(512))],
    "accepted",
  ],
  [
    "trailing-member",
    "A signature behind the outer archive's end mark",
    "Readers that go on behind the mark find another signature.",
    ["TAR_TRAILING_DATA"],
    (m) => [
      ...m,
      new Uint8Array(1024),
      { name: "signature.v2", body: text("0") },
    ],
    "accepted",
  ],
  [
    "end-missing",
    "No end mark in the outer archive",
    "Nobody can say that nothing is missing.",
    ["TAR_END_MISSING"],
    (m) => concatBytes(m.map((member) => rawMember(member))),
    "accepted",
  ],
  [
    "pax-path",
    "A pax record that makes a member of a stranger",
    "Without pax there is no metadata.tar, with pax there is.",
    ["TAR_PAX_OVERRIDE"],
    ([a, ...m]) => [paxHeader({ path: a.name }), { ...a, name: "x" }, ...m],
    "accepted",
  ],
  [
    "pax-path-hides",
    "A pax record that hides a member",
    "The other way round.",
    ["TAR_PAX_OVERRIDE"],
    ([a, ...m]) => [paxHeader({ path: "x" }), a, ...m],
    "refused",
  ],
  [
    "pax-size",
    "A pax record with a smaller size",
    "The target's reader takes the rest of the member for headers.",
    ["TAR_PAX_OVERRIDE"],
    ([a, ...m]) => [paxHeader({ size: "512" }), a, ...m],
    "refused",
  ],
  [
    "prefix",
    "A member's name cut in two",
    "tar in a folder called metadata: the name is metadata/tar.",
    ["MEMBER_UNKNOWN"],
    ([a, ...m]) => [{ ...a, name: "tar", prefix: "metadata" }, ...m],
    "refused",
  ],
  [
    "header-damaged",
    "A damaged header in the middle",
    "One bit in a name. Everything behind it is out of reach.",
    ["TAR_CHECKSUM_MISMATCH"],
    ([a, b, ...m]) => [a, { ...b, badChecksum: true }, ...m],
    "refused",
  ],
];

/** All of them. */
export const TAR = [
  ...[...NUMBERS, ...TYPES, ...EXTENSIONS, ...JUNK].map((given) =>
    caseOf("tar", given, software),
  ),
  ...OUTER.map((given) => caseOf("tar-outer", given, outer)),
  {
    group: "tar",
    name: "tar-metadata-compressed",
    title: "A compressed archive as metadata.tar",
    why: "Python's reader looks for compression by itself; others see no archive.",
    verdict: "malformed",
    codes: ["TAR_CHECKSUM_MISMATCH"],
    target: "undetermined",
    make: () =>
      crafted({
        beforeSeal: ([a, ...m]) => [
          {
            ...a,
            body: join(Uint8Array.of(0x1f, 0x8b, 8, 0), a.body.slice(0, 600)),
          },
          ...m,
        ],
      }),
  },
];

function caseOf(prefix, [name, title, why, codes, build, target], make) {
  return {
    group: "tar",
    name: `${prefix}-${name}`,
    title,
    why,
    verdict: "malformed",
    codes,
    target,
    make: () => make(build),
  };
}

// What stands between, behind and instead of members.
import { concatBytes } from "../../../packages/core/dist/index.js";
import { rawMember, rawTar } from "../../../packages/testkit/dist/index.js";
import { crafted, join, software, text } from "../parts.mjs";
import { fromRows, madeBy } from "../rows.mjs";

const x = { name: "x", body: text("x") };

/** Writes bytes into a header, before its checksum is made. */
const put =
  (at, ...bytes) =>
  (header) =>
    header.set(bytes, at);

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

const COMPRESSED = [
  "metadata-compressed",
  "A compressed archive as metadata.tar",
  "Python's reader looks for compression by itself; others see no archive.",
  ["TAR_CHECKSUM_MISMATCH"],
  "undetermined",
  () =>
    crafted({
      beforeSeal: ([a, ...m]) => [
        {
          ...a,
          body: join(Uint8Array.of(0x1f, 0x8b, 8, 0), a.body.slice(0, 600)),
        },
        ...m,
      ],
    }),
];

/** All of them. */
export const TAR_ENDS = fromRows("tar", [
  ...madeBy(software, JUNK),
  COMPRESSED,
]);

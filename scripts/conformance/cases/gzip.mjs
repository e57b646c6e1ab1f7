// The stream around everything: one member, whole, with nothing behind it, that does not explode.
import * as pako from "pako";

import { crafted, flipped, gzipped, join, outer, text } from "../parts.mjs";
import { fromRows } from "../rows.mjs";

/** Bends the finished file. */
const bent = (bend) => () => crafted({ bendGzip: bend });

/** Changes the flags of the header and puts fields behind it. */
const withField = (flag, field) =>
  bent((patch) => {
    const copy = Uint8Array.from(patch);
    copy[3] |= flag;
    return join(copy.slice(0, 10), field, copy.slice(10));
  });

const STREAMS = [
  [
    "trailing-byte",
    "One byte behind the trailer",
    "Readers ignore it, or take it for a second member, or fail.",
    ["GZIP_TRAILING_DATA"],
    "accepted",
    bent((patch) => join(patch, text("x"))),
  ],
  [
    "trailing-zeros",
    "Zeros behind the trailer",
    "What tapes leave behind. A file that was signed ends where it ends.",
    ["GZIP_TRAILING_DATA"],
    "accepted",
    bent((patch) => join(patch, new Uint8Array(512))),
  ],
  [
    "second-member",
    "A second gzip member",
    "The same patch again: data behind the archive's end for one reader, nothing for another.",
    ["GZIP_SECOND_MEMBER"],
    "accepted",
    bent((patch) => join(patch, patch)),
  ],
  [
    "second-member-empty",
    "A second gzip member without data",
    "It changes nothing, and nobody writes it.",
    ["GZIP_SECOND_MEMBER"],
    "accepted",
    async () => join(await crafted(), await gzipped(new Uint8Array(0))),
  ],
  [
    "split-members",
    "One archive in two gzip members",
    "Readers that stop at the first member see half an archive.",
    ["GZIP_SECOND_MEMBER"],
    "undetermined",
    async () => {
      const tar = pako.ungzip(await crafted());
      return join(
        await gzipped(tar.slice(0, 1024)),
        await gzipped(tar.slice(1024)),
      );
    },
  ],
  [
    "crc-wrong",
    "A wrong checksum in the trailer",
    "Damaged, or changed by something that does not know gzip.",
    ["GZIP_CHECKSUM_MISMATCH"],
    "undetermined",
    bent((patch) => flipped(patch, -6)),
  ],
  [
    "length-wrong",
    "A wrong length in the trailer",
    "Damaged as well.",
    ["GZIP_LENGTH_MISMATCH"],
    "undetermined",
    bent((patch) => flipped(patch, -2)),
  ],
  [
    "trailer-missing",
    "No trailer",
    "Cut off by eight bytes: everything can be read, nothing can be checked.",
    ["GZIP_TRUNCATED"],
    "undetermined",
    bent((patch) => patch.slice(0, -8)),
  ],
  [
    "half",
    "Half of a patch",
    "A download that was cut off.",
    ["GZIP_TRUNCATED"],
    "refused",
    bent((patch) => patch.slice(0, patch.length / 2)),
  ],
  [
    "header-only",
    "Nothing but a gzip header",
    "Ten bytes.",
    ["GZIP_TRUNCATED"],
    "undetermined",
    bent((patch) => patch.slice(0, 10)),
  ],
  [
    "empty",
    "An empty file",
    "No byte at all.",
    ["GZIP_NOT_GZIP"],
    "refused",
    () => Promise.resolve(new Uint8Array(0)),
  ],
  [
    "not-gzip",
    "A shell script",
    "Somebody took the wrong file.",
    ["GZIP_NOT_GZIP"],
    "refused",
    () => Promise.resolve(text("#!/bin/sh\nexit 0\n")),
  ],
  [
    "tar-only",
    "An archive that is not compressed",
    "The target insists on gzip.",
    ["GZIP_NOT_GZIP"],
    "refused",
    async () => pako.ungzip(await crafted()),
  ],
  [
    "method",
    "Another compression method",
    "RFC 1952 knows one.",
    ["GZIP_HEADER_INVALID"],
    "undetermined",
    bent((patch) => {
      const copy = Uint8Array.from(patch);
      copy[2] = 9;
      return copy;
    }),
  ],
  [
    "reserved-flag",
    "A reserved flag",
    "A reader cannot know what follows.",
    ["GZIP_HEADER_INVALID"],
    "undetermined",
    bent((patch) => {
      const copy = Uint8Array.from(patch);
      copy[3] |= 0x80;
      return copy;
    }),
  ],
  [
    "extra-field",
    "An extra field in the header",
    "No patch tool writes one, and nothing signs it.",
    ["GZIP_HEADER_EXTRA"],
    "accepted",
    withField(4, Uint8Array.of(4, 0, 1, 2, 3, 4)),
  ],
  [
    "comment",
    "A comment in the header",
    "The same, for people.",
    ["GZIP_HEADER_EXTRA"],
    "accepted",
    withField(16, text("nothing to see\0")),
  ],
  [
    "corrupt",
    "A bit changed in the compressed data",
    "Most changes leave something that cannot be decoded.",
    ["GZIP_CORRUPT"],
    "undetermined",
    bent((patch) => {
      const copy = Uint8Array.from(patch);
      copy[10] = 0xff;
      return copy;
    }),
  ],
];

const MIB = 1 << 20;

const BOMBS = [
  [
    "bomb-member",
    "16 MiB of zeros in 16 KiB",
    "A thousandfold expansion, as a member of its own.",
    ["GZIP_RATIO_EXCEEDED"],
    "undetermined",
    () => outer((m) => [...m, { name: "x", body: new Uint8Array(16 * MIB) }]),
  ],
  [
    "bomb-in-front",
    "16 MiB of zeros in front of everything",
    "Who reads the archive in order has to go through it first.",
    ["GZIP_RATIO_EXCEEDED"],
    "undetermined",
    () => outer((m) => [{ name: "x", body: new Uint8Array(16 * MIB) }, ...m]),
  ],
  [
    "bomb-trailing",
    "16 MiB of zeros behind the end mark",
    "Zeros behind the end are allowed as padding to a record, not as a bomb.",
    ["GZIP_RATIO_EXCEEDED"],
    "undetermined",
    () => outer((m) => [...m, new Uint8Array(16 * MIB)]),
  ],
  [
    "bomb-members",
    "20,001 members",
    "Each of them is small and costs a little.",
    ["TAR_TOO_MANY_MEMBERS"],
    "undetermined",
    () =>
      outer((m) => [
        ...m,
        ...Array.from({ length: 20_001 }, (_, i) => ({
          name: `m${i}`,
        })),
      ]),
  ],
];

/** Unsigned, and read by nobody: worth a remark, no more. */
const REMARKS = ["comment", "extra-field"];

const TOO_LARGE = {
  group: "gzip",
  name: "gzip-too-large",
  title: "A sound patch beyond a limit that was lowered",
  why: "Sizes are bounded, and the bound can be changed; beyond it a patch is malformed and not read as far as possible.",
  verdict: "malformed",
  codes: ["GZIP_TOO_LARGE"],
  target: "undetermined",
  args: ["--limit", "maxPatchBytes=16K"],
  make: () => crafted(),
};

/** All of them. */
export const GZIP = [
  ...fromRows("gzip", [...STREAMS, ...BOMBS], REMARKS),
  TOO_LARGE,
];

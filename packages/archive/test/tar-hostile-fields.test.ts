import { describe, it } from "@jest/globals";
import { rawArchive, rawMember } from "./raw-tar.js";
import {
  base256,
  expectFoundInPieces,
  expectReported,
  expectThrown,
  type HostileArchive,
} from "./tar-hostile-support.js";

/** Archives that can be read to the end, with the one thing that is wrong about each. */
const DEVIATIONS: readonly HostileArchive[] = [
  [
    "a V7 header without magic",
    "TAR_MAGIC",
    rawArchive(rawMember({ magic: "" })),
  ],
  [
    "an unknown magic",
    "TAR_MAGIC",
    rawArchive(rawMember({ magic: "ustar\x0001" })),
  ],
  [
    "a mode that is not octal",
    "TAR_NUMBER_MALFORMED",
    rawArchive(rawMember({ mode: "0o644\0" })),
  ],
  [
    "a mode with leading spaces",
    "TAR_NUMBER_MALFORMED",
    rawArchive(rawMember({ mode: "   644 \0" })),
  ],
  [
    "a negative time",
    "TAR_NUMBER_MALFORMED",
    rawArchive(rawMember({ mtime: "-0000000001\0" })),
  ],
  [
    "an empty time",
    "TAR_NUMBER_MALFORMED",
    rawArchive(rawMember({ mtime: "" })),
  ],
  [
    "a user id with text",
    "TAR_NUMBER_MALFORMED",
    rawArchive(rawMember({ uid: "0000x00\0" })),
  ],
  [
    "a needless base-256 size",
    "TAR_NUMBER_BASE256",
    rawArchive(rawMember({ size: base256(0) })),
  ],
  [
    "a needless base-256 user id",
    "TAR_NUMBER_BASE256",
    rawArchive(rawMember({ uid: Uint8Array.of(0x80, 0, 0, 0, 0, 0, 0, 5) })),
  ],
  [
    "a folder with content",
    "TAR_SIZE_UNEXPECTED",
    rawArchive(rawMember({ name: "d/", type: "5", size: "00000000005\0" })),
  ],
  [
    "the oldest type flag",
    "TAR_TYPE_UNKNOWN",
    rawArchive(rawMember({ type: "\0" })),
  ],
  [
    "a contiguous file",
    "TAR_TYPE_UNKNOWN",
    rawArchive(rawMember({ type: "7" })),
  ],
  ["a volume label", "TAR_TYPE_UNKNOWN", rawArchive(rawMember({ type: "V" }))],
  [
    "a part of another volume",
    "TAR_MULTI_VOLUME",
    rawArchive(rawMember({ type: "M" })),
  ],
  [
    "bytes behind the prefix field",
    "TAR_HEADER_JUNK",
    rawArchive(rawMember({ patch: [505, "x"] })),
  ],
  [
    "a prefix in a GNU header",
    "TAR_HEADER_JUNK",
    rawArchive(rawMember({ magic: "ustar  \0", prefix: "p" })),
  ],
  [
    "a link name of a file",
    "TAR_HEADER_JUNK",
    rawArchive(rawMember({ linkName: "b" })),
  ],
  [
    "padding that is not zero",
    "TAR_PADDING_JUNK",
    rawArchive(rawMember({}, "abc", 1)),
  ],
];

describe("an archive with header fields that readers could disagree on", () => {
  it.each(DEVIATIONS)("%s is reported as %s", (...given) =>
    expectReported(...given),
  );
  it.each(DEVIATIONS)("%s throws %s when nobody listens", (...given) =>
    expectThrown(...given),
  );
  it.each(DEVIATIONS)("%s is found however the bytes arrive", (...given) =>
    expectFoundInPieces(...given),
  );
});

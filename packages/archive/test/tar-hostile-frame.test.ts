import { describe, expect, it } from "@jest/globals";
import { concatBytes } from "@stx-patch/core";
import { rawArchive, rawHeader, rawMember, rawPax } from "./raw-tar.js";
import { ascii, codeOf, readAll } from "./support.js";
import {
  zeros,
  expectFoundInPieces,
  expectReported,
  expectThrown,
  type HostileArchive,
} from "./tar-hostile-support.js";

/** Archives that can be read to the end, with the one thing that is wrong about each. */
const DEVIATIONS: readonly HostileArchive[] = [
  ["no end mark", "TAR_END_MISSING", rawMember({}, "abc")],
  ["an empty file", "TAR_END_MISSING", zeros(0)],
  [
    "half an end mark",
    "TAR_END_MISSING",
    concatBytes([rawMember({}), zeros(512)]),
  ],
  [
    "a lone zero block in the middle",
    "TAR_TRAILING_DATA",
    rawArchive(rawMember({}), zeros(512), rawMember({ name: "b" })),
  ],
  [
    "a member behind the end mark",
    "TAR_TRAILING_DATA",
    rawArchive(rawMember({}), zeros(1024), rawMember({ name: "b" })),
  ],
  [
    "one bit behind the end mark",
    "TAR_TRAILING_DATA",
    concatBytes([rawArchive(rawMember({})).subarray(0, 10_239), ascii("\x01")]),
  ],
];

describe("an archive with an end that readers could disagree on", () => {
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

/** Archives whose frame is broken: there is no way to go on. */
const BROKEN: readonly HostileArchive[] = [
  [
    "a wrong checksum",
    "TAR_CHECKSUM_MISMATCH",
    rawArchive(rawMember({ checksum: "000001\0 " })),
  ],
  [
    "a checksum that is not octal",
    "TAR_CHECKSUM_MISMATCH",
    rawArchive(rawMember({ checksum: "xxxxxx\0 " })),
  ],
  [
    "something that is no archive",
    "TAR_CHECKSUM_MISMATCH",
    ascii("x".repeat(10_240)),
  ],
  [
    "a size that is not octal",
    "TAR_NUMBER_MALFORMED",
    rawArchive(rawMember({ size: "0000000000x\0" })),
  ],
  [
    "a size with an underscore",
    "TAR_NUMBER_MALFORMED",
    rawArchive(rawMember({ size: "0000000_003\0" })),
  ],
  [
    "an empty size",
    "TAR_NUMBER_MALFORMED",
    rawArchive(rawMember({ size: "" })),
  ],
  [
    "a negative size",
    "TAR_SIZE_INVALID",
    rawArchive(rawMember({ size: new Uint8Array(12).fill(0xff) })),
  ],
  [
    "a size beyond 2^53",
    "TAR_SIZE_INVALID",
    rawArchive(
      rawMember({
        size: Uint8Array.from({ length: 12 }, (_, i) =>
          i === 0 ? 0x80 : 0x7f,
        ),
      }),
    ),
  ],
  [
    "a sparse file of the old form",
    "TAR_SPARSE",
    rawArchive(rawMember({ type: "S", magic: "ustar  \0" })),
  ],
  ["a cut header", "TAR_TRUNCATED", rawHeader().subarray(0, 511)],
  ["a cut content", "TAR_TRUNCATED", rawMember({}, "abc").subarray(0, 514)],
  ["cut padding", "TAR_TRUNCATED", rawMember({}, "abc").subarray(0, 516)],
  [
    "a cut extended header",
    "TAR_TRUNCATED",
    rawPax({ mtime: "1" }).subarray(0, 600),
  ],
  [
    "a size larger than the archive",
    "TAR_TRUNCATED",
    rawArchive(rawMember({ size: "77777777777\0" })),
  ],
  [
    "a huge extended header",
    "TAR_META_TOO_LARGE",
    rawArchive(rawHeader({ type: "x", size: "77777777777\0" })),
  ],
  [
    "extended headers without end",
    "TAR_META_TOO_LARGE",
    rawArchive(
      ...Array.from({ length: 5 }, () => rawPax({ mtime: "1" })),
      rawMember({}),
    ),
  ],
];

describe("an archive whose frame is broken", () => {
  it.each(BROKEN)("%s is refused as %s", async (_, code, archive) => {
    expect(await codeOf(readAll(archive))).toBe(code);
    expect(await codeOf(readAll(archive, { chunkBytes: 7 }))).toBe(code);
  });

  it("names the offset", async () => {
    const archive = concatBytes([
      rawMember({}, "abc"),
      rawHeader({ checksum: "000001\0 " }),
    ]);
    await expect(readAll(archive)).rejects.toMatchObject({
      code: "TAR_CHECKSUM_MISMATCH",
      location: { offset: 1024 },
    });
  });
});

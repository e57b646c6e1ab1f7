import { describe, expect, it } from "@jest/globals";
import type { Limits } from "@stx-patch/core";
import { concatBytes, DEFAULT_LIMITS } from "@stx-patch/core";
import type { ArchiveErrorCode } from "../src/index.js";
import { readTar } from "../src/index.js";
import {
  octal,
  paxRecord,
  rawArchive,
  rawHeader,
  rawMember,
  rawPax,
} from "./raw-tar.js";
import { ascii, chunked, codeOf, collect, readAll } from "./support.js";

const LONG_NAME = "n".repeat(101);
const zeros = (count: number): Uint8Array => new Uint8Array(count);
const base256 = (value: number): Uint8Array => {
  const field = zeros(12);
  field[0] = 0x80;
  new DataView(field.buffer).setUint32(8, value);
  return field;
};

/** Archives that can be read to the end, with the one thing that is wrong about each. */
const DEVIATIONS: readonly (readonly [string, ArchiveErrorCode, Uint8Array])[] =
  [
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
    [
      "a volume label",
      "TAR_TYPE_UNKNOWN",
      rawArchive(rawMember({ type: "V" })),
    ],
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
    [
      "a pax path for a short name",
      "TAR_PAX_OVERRIDE",
      rawArchive(rawPax({ path: "b" }), rawMember({})),
    ],
    [
      "a pax path of just 100 bytes",
      "TAR_PAX_OVERRIDE",
      rawArchive(rawPax({ path: "b".repeat(100) }), rawMember({})),
    ],
    [
      "a pax link path",
      "TAR_PAX_OVERRIDE",
      rawArchive(
        rawPax({ linkpath: "b" }),
        rawMember({ type: "2", linkName: "c" }),
      ),
    ],
    [
      "a pax size",
      "TAR_PAX_OVERRIDE",
      rawArchive(rawPax({ size: "3" }), rawMember({}, "abc")),
    ],
    [
      "a sparse map",
      "TAR_SPARSE",
      rawArchive(rawPax({ "GNU.sparse.major": "1" }), rawMember({})),
    ],
    [
      "an unknown pax record",
      "TAR_PAX_UNKNOWN",
      rawArchive(rawPax({ comment: "hidden" }), rawMember({})),
    ],
    [
      "a pax time that is none",
      "TAR_PAX_MALFORMED",
      rawArchive(rawPax({ mtime: "soon" }), rawMember({})),
    ],
    [
      "a pax size that is none",
      "TAR_PAX_MALFORMED",
      rawArchive(rawPax({ size: "0x3" }), rawMember({})),
    ],
    [
      "a pax record twice",
      "TAR_PAX_MALFORMED",
      rawArchive(
        rawMember(
          { type: "x" },
          paxRecord("mtime", "1") + paxRecord("mtime", "2"),
        ),
        rawMember({}),
      ),
    ],
    [
      "an empty pax header",
      "TAR_PAX_MALFORMED",
      rawArchive(rawMember({ type: "x" }), rawMember({})),
    ],
    [
      "a pax record of length 0",
      "TAR_PAX_MALFORMED",
      rawArchive(
        rawMember({ type: "x" }, `${paxRecord("mtime", "1")}0 a=b\n`),
        rawMember({}),
      ),
    ],
    [
      "a pax record that runs over",
      "TAR_PAX_MALFORMED",
      rawArchive(rawMember({ type: "x" }, "99 a=b\n"), rawMember({})),
    ],
    [
      "a pax record without a key",
      "TAR_PAX_MALFORMED",
      rawArchive(rawMember({ type: "x" }, "5 =b\n"), rawMember({})),
    ],
    [
      "a pax record without a newline",
      "TAR_PAX_MALFORMED",
      rawArchive(rawMember({ type: "x" }, "6 a=bc"), rawMember({})),
    ],
    [
      "a pax record that is not UTF-8",
      "TAR_PAX_MALFORMED",
      rawArchive(rawMember({ type: "x" }, "9 path=\xff\n"), rawMember({})),
    ],
    [
      "a global pax header",
      "TAR_PAX_GLOBAL",
      rawArchive(
        rawMember({ type: "g" }, paxRecord("mtime", "1")),
        rawMember({}),
      ),
    ],
    [
      "a GNU long name for a short name",
      "TAR_GNU_LONG_NAME",
      rawArchive(rawMember({ type: "L" }, "b\0"), rawMember({})),
    ],
    [
      "a GNU long name with bytes behind it",
      "TAR_GNU_LONG_NAME",
      rawArchive(rawMember({ type: "L" }, `${LONG_NAME}\0x`), rawMember({})),
    ],
    [
      "a GNU long link for a short link",
      "TAR_GNU_LONG_LINK",
      rawArchive(rawMember({ type: "K" }, "b\0"), rawMember({ type: "2" })),
    ],
    [
      "two names for one member",
      "TAR_META_DANGLING",
      rawArchive(
        rawPax({ path: LONG_NAME }),
        rawPax({ path: `${LONG_NAME}x` }),
        rawMember({}),
      ),
    ],
    [
      "an extended header at the end",
      "TAR_META_DANGLING",
      rawArchive(rawMember({}), rawPax({ mtime: "1" })),
    ],
    ["no name", "TAR_NAME_EMPTY", rawArchive(rawMember({ name: "" }))],
    [
      "an absolute name",
      "TAR_NAME_ABSOLUTE",
      rawArchive(rawMember({ name: "/etc/passwd" })),
    ],
    [
      "a name that climbs",
      "TAR_NAME_PARENT",
      rawArchive(rawMember({ name: "a/../../b" })),
    ],
    [
      "a prefix that climbs",
      "TAR_NAME_PARENT",
      rawArchive(rawMember({ name: "b", prefix: ".." })),
    ],
    [
      "a name with a dot",
      "TAR_NAME_ALIAS",
      rawArchive(rawMember({ name: "./a" })),
    ],
    [
      "a name with an empty part",
      "TAR_NAME_ALIAS",
      rawArchive(rawMember({ name: "a//b" })),
    ],
    [
      "a file named like a folder",
      "TAR_NAME_SLASH",
      rawArchive(rawMember({ name: "a/" })),
    ],
    [
      "bytes behind the name",
      "TAR_NAME_JUNK",
      rawArchive(rawMember({ name: "a\0b" })),
    ],
    [
      "bytes behind the user name",
      "TAR_NAME_JUNK",
      rawArchive(rawMember({ patch: [270, "x"] })),
    ],
    [
      "a NUL in a pax path",
      "TAR_NAME_JUNK",
      rawArchive(rawPax({ path: `${LONG_NAME}\0b` }), rawMember({})),
    ],
    [
      "a name that is not UTF-8",
      "TAR_NAME_ENCODING",
      rawArchive(rawMember({ name: "\xff" })),
    ],
    [
      "a link name that is not UTF-8",
      "TAR_NAME_ENCODING",
      rawArchive(rawMember({ type: "2", linkName: "\xff" })),
    ],
    [
      "a GNU long name that is not UTF-8",
      "TAR_NAME_ENCODING",
      rawArchive(
        rawMember({ type: "L" }, `${"\xff".repeat(101)}\0`),
        rawMember({}),
      ),
    ],
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
      concatBytes([
        rawArchive(rawMember({})).subarray(0, 10_239),
        ascii("\x01"),
      ]),
    ],
  ];

/** Archives whose frame is broken: there is no way to go on. */
const BROKEN: readonly (readonly [string, ArchiveErrorCode, Uint8Array])[] = [
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

describe("an archive that readers could disagree on", () => {
  it.each(DEVIATIONS)("%s is reported as %s", async (_, code, archive) => {
    const { findings } = await readAll(archive);
    expect(new Set(findings.map((finding) => finding.code))).toContain(code);
    const errors = findings.filter((finding) => finding.severity === "error");
    expect(errors.map((finding) => finding.code)).toContain(code);
    for (const finding of findings)
      expect(finding.offset).toBeGreaterThanOrEqual(0);
  });

  it.each(DEVIATIONS)(
    "%s throws %s when nobody listens",
    async (_, __, archive) => {
      const { findings } = await readAll(archive);
      const [first] = findings.filter((found) => found.severity === "error");
      expect(await codeOf(readQuietly(archive))).toBe(first?.code);
    },
  );

  it.each(DEVIATIONS)(
    "%s is found however the bytes arrive",
    async (_, __, archive) => {
      const whole = await readAll(archive);
      expect(await readAll(archive, { chunkBytes: 7 })).toEqual(whole);
    },
  );
});

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

describe("limits", () => {
  const three = rawArchive(
    ...["a", "b", "c"].map((name) => rawMember({ name })),
  );
  const limits = (change: Partial<Limits>): Limits => ({
    ...DEFAULT_LIMITS,
    ...change,
  });

  it("refuses one member too many", async () => {
    expect(
      (await readAll(three, { limits: limits({ maxTarMembers: 3 }) })).members,
    ).toHaveLength(3);
    expect(
      await codeOf(readAll(three, { limits: limits({ maxTarMembers: 2 }) })),
    ).toBe("TAR_TOO_MANY_MEMBERS");
  });

  it("refuses an extended header beyond its limit before reading it", async () => {
    const archive = rawArchive(
      rawPax({ mtime: "1".repeat(50) }),
      rawMember({}),
    );
    expect(
      await codeOf(
        readAll(archive, { limits: limits({ maxTarMetaBytes: 40 }) }),
      ),
    ).toBe("TAR_META_TOO_LARGE");
  });
});

describe("archives that look odd and are fine", () => {
  const quiet = async (archive: Uint8Array): Promise<string[]> => {
    const { members, findings } = await readAll(archive);
    expect(findings.filter((found) => found.severity !== "info")).toEqual([]);
    return members.map((member) => member.name);
  };

  it("takes times and owners of pax headers", async () => {
    expect(
      await quiet(
        rawArchive(
          rawPax({
            mtime: "1700000000.123456",
            atime: "1",
            ctime: "-2.5",
            uid: "3000000",
            uname: "smith",
          }),
          rawMember({}),
        ),
      ),
    ).toEqual(["a"]);
  });

  it("takes a pax path for a name that no plain header can hold", async () => {
    expect(
      await quiet(rawArchive(rawPax({ path: LONG_NAME }), rawMember({}))),
    ).toEqual([LONG_NAME]);
  });

  it("takes a GNU long name for such a name, and notes it", async () => {
    const archive = rawArchive(
      rawMember({ type: "L", magic: "ustar  \0" }, `${LONG_NAME}\0`),
      rawMember({ magic: "ustar  \0" }),
    );
    expect(await quiet(archive)).toEqual([LONG_NAME]);
    const { findings } = await readAll(archive);
    expect(findings).toMatchObject([
      { code: "TAR_GNU_LONG_NAME", severity: "info" },
    ]);
  });

  it("takes a large user id in base 256", async () => {
    expect(
      await quiet(
        rawArchive(
          rawMember({ uid: Uint8Array.of(0x80, 0, 0, 0, 0, 0x2d, 0xc6, 0xc0) }),
        ),
      ),
    ).toEqual(["a"]);
  });

  it("takes empty device numbers, as GNU tar writes them", async () => {
    expect(
      await quiet(
        rawArchive(
          rawMember({ magic: "ustar  \0", patch: [329, "\0".repeat(16)] }),
        ),
      ),
    ).toEqual(["a"]);
  });

  it("only warns when the record padding is unusual", async () => {
    const { findings } = await readAll(
      rawArchive(rawMember({})).subarray(0, 2048),
    );
    expect(findings).toMatchObject([
      { code: "TAR_RECORD_PADDING", severity: "warning" },
    ]);
    expect(
      await codeOf(readQuietly(rawArchive(rawMember({})).subarray(0, 2048))),
    ).toBeUndefined();
  });

  it("names the type of each kind of member", async () => {
    const types = ["0", "1", "2", "3", "4", "5", "6"];
    const { members } = await readAll(
      rawArchive(
        ...types.map((type) =>
          rawMember({
            type,
            name: `t${type}`,
            linkName: type === "1" || type === "2" ? "to" : "",
          }),
        ),
      ),
    );
    expect(members.map((member) => [member.type, member.linkTarget])).toEqual([
      ["file", ""],
      ["link", "to"],
      ["symlink", "to"],
      ["device", ""],
      ["device", ""],
      ["directory", ""],
      ["fifo", ""],
    ]);
  });

  it("takes a size beyond octal in base 256 or in a pax record", async () => {
    const nineGiB = 9 * 1024 ** 3;
    const size = base256(0);
    new DataView(size.buffer).setBigUint64(4, BigInt(nineGiB));
    for (const header of [
      rawHeader({ size }),
      concatBytes([rawPax({ size: String(nineGiB) }), rawHeader()]),
    ]) {
      const reader = readTar(chunked(header));
      const step = await reader.next();
      expect(step.value).toMatchObject({ sizeBytes: nineGiB });
      await codeOf(reader.next());
    }
    expect(octal(8 ** 11 - 1, 11)).toHaveLength(11);
  });
});

async function readQuietly(archive: Uint8Array): Promise<void> {
  for await (const member of readTar(chunked(archive)))
    await collect(member.body);
}

import { describe, it } from "@jest/globals";
import { paxRecord, rawArchive, rawMember, rawPax } from "./raw-tar.js";
import {
  LONG_NAME,
  expectFoundInPieces,
  expectReported,
  expectThrown,
  type HostileArchive,
} from "./tar-hostile-support.js";

/** Archives that can be read to the end, with the one thing that is wrong about each. */
const DEVIATIONS: readonly HostileArchive[] = [
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
];

describe("an archive with extended headers that readers could disagree on", () => {
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

import { describe, it } from "@jest/globals";
import { rawArchive, rawMember, rawPax } from "./raw-tar.js";
import {
  LONG_NAME,
  expectFoundInPieces,
  expectReported,
  expectThrown,
  type HostileArchive,
} from "./tar-hostile-support.js";

/** Archives that can be read to the end, with the one thing that is wrong about each. */
const DEVIATIONS: readonly HostileArchive[] = [
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
];

describe("an archive with names that readers could disagree on", () => {
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

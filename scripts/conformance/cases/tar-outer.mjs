// The same in the outer archive, which nothing signs.
import { concatBytes } from "../../../packages/core/dist/index.js";
import { paxHeader, rawMember } from "../../../packages/testkit/dist/index.js";
import { outer, text } from "../parts.mjs";
import { fromRows, madeBy } from "../rows.mjs";

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
export const TAR_OUTER = fromRows("tar", madeBy(outer, OUTER, "outer-"));

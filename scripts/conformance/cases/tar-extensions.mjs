// Extended headers: pax records and GNU long names that change what a plain header says.
import { paxHeader } from "../../../packages/testkit/dist/index.js";
import { software, text } from "../parts.mjs";
import { fromRows, madeBy } from "../rows.mjs";

const x = { name: "x", body: text("x") };

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

/** All of them. */
export const TAR_EXTENSIONS = fromRows("tar", madeBy(software, EXTENSIONS));

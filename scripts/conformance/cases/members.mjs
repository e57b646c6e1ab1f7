// The outer archive holds five members at most, in one order, each once, all of them plain files.
import { outer, crafted, metadata, SCRIPT, text } from "../parts.mjs";

const stranger = (header, more = {}) => ({
  name: header,
  body: text("x"),
  ...more,
});

/** Puts something else in the place of a member. */
const instead = (name, replacement) => (members) =>
  members.flatMap((member) => (member.name === name ? replacement : [member]));

const without = (name) => instead(name, []);

const UNKNOWN = [
  [
    "unknown-behind",
    "A sixth member behind the others",
    "No signature covers it: anybody can have put it there, and it rides along in a signed file.",
    ["MEMBER_UNKNOWN"],
    (m) => [...m, stranger("install.sh")],
  ],
  [
    "unknown-in-front",
    "A stranger in front of all members",
    "The target looks members up by name and never sees it; whoever extracts all of them does.",
    ["MEMBER_UNKNOWN"],
    (m) => [stranger("README"), ...m],
  ],
  [
    "unknown-case",
    "A name that differs in case",
    "On a file system that ignores case it replaces the real one.",
    ["MEMBER_UNKNOWN"],
    (m) => [...m, stranger("Software.tar")],
  ],
  [
    "unknown-unicode",
    "A name that only looks like a member's",
    "A Cyrillic letter in place of a Latin one: people read the right name, programs another one.",
    ["MEMBER_UNKNOWN"],
    (m) => [...m, stranger("s\u043eftware.tar")],
  ],
  [
    "path-parent",
    "A path that leaves the folder",
    "Extracting everything would write beside the folder that was meant.",
    ["MEMBER_UNSAFE_PATH", "TAR_NAME_PARENT"],
    (m) => [...m, stranger("../../etc/cron.d/x")],
  ],
  [
    "path-parent-inside",
    "A path that leaves and comes back",
    "A check that looks at the start of a path only lets it pass.",
    ["MEMBER_UNSAFE_PATH", "TAR_NAME_PARENT"],
    (m) => [...m, stranger("a/../../x")],
  ],
  [
    "path-absolute",
    "An absolute path",
    "Extracting everything would write to that very place.",
    ["TAR_NAME_ABSOLUTE"],
    (m) => [...m, stranger("/etc/x")],
  ],
  [
    "alias-dot",
    "A member's name spelled with ./",
    "One reader takes it for the member, another for a stranger.",
    ["TAR_NAME_ALIAS"],
    (m) => [...m, { ...m[2], name: "./signature" }],
  ],
  [
    "alias-all-dot",
    "All names spelled with ./",
    "What tar makes of a folder. The target finds none of its members.",
    ["TAR_NAME_ALIAS", "MEMBER_MISSING"],
    (m) => m.map((member) => ({ ...member, name: `./${member.name}` })),
    "refused",
  ],
  [
    "name-empty",
    "A member without name",
    "There is nothing that it could be.",
    ["TAR_NAME_EMPTY"],
    (m) => [...m, stranger("")],
  ],
  [
    "name-not-utf8",
    "A name that is not UTF-8",
    "Readers make different texts of it.",
    ["TAR_NAME_ENCODING"],
    (m) => [
      ...m,
      stranger("x", { bend: (header) => header.set([0xff, 0xfe], 1) }),
    ],
  ],
  [
    "name-slash-behind",
    "A file whose name ends with a slash",
    "Some readers take it for a folder and skip what is in it.",
    ["TAR_NAME_SLASH"],
    (m) => [...m, stranger("x/")],
  ],
].map(([name, title, why, codes, build, target = "accepted"]) => ({
  name,
  title,
  why,
  codes,
  target,
  make: () => outer(build),
}));

const REPEATED = [
  [
    "twice-same",
    "software.tar twice, with the same content",
    "Even when both are equal, somebody put one of them there after the patch was made.",
    ["MEMBER_DUPLICATE"],
    (m) => [...m, m[1]],
    "accepted",
  ],
  [
    "twice-first-sound",
    "software.tar twice, the first one sound",
    "The target takes the last one; a verifier that looks at the first one sees another file.",
    ["MEMBER_DUPLICATE"],
    (m) => [...m, stranger("software.tar")],
    "refused",
  ],
  [
    "twice-last-sound",
    "software.tar twice, the last one sound",
    "The target takes the last one and is content. Who extracts the first one gets something unsigned.",
    ["MEMBER_DUPLICATE"],
    ([a, b, ...m]) => [a, stranger("software.tar"), b, ...m],
    "accepted",
  ],
  [
    "twice-signature",
    "signature.v2 twice, the last one sound",
    "It depends on the reader which signature is checked.",
    ["MEMBER_DUPLICATE"],
    (m) => [stranger("signature.v2"), ...m],
    "accepted",
  ],
  [
    "twice-checksum",
    "The checksum twice, the last one wrong",
    "The same game with the member that has no key.",
    ["MEMBER_DUPLICATE"],
    (m) => [...m, { name: "signature", body: text("0") }],
    "refused",
  ],
].map(([name, title, why, codes, build, target]) => ({
  name,
  title,
  why,
  codes,
  target,
  make: () => outer(build),
}));

const ORDER = [
  [
    "order-signatures-first",
    "The signatures in front",
    "A reader that works in one pass has nothing to check them with yet.",
    ["MEMBER_ORDER"],
    ([a, b, c, d]) => [d, c, a, b],
    "accepted",
  ],
  [
    "order-checksum-last",
    "Checksum and signature swapped",
    "Harmless for now, and written by no tool.",
    ["MEMBER_ORDER"],
    ([a, b, c, d]) => [a, b, d, c],
    "accepted",
  ],
  [
    "order-software-first",
    "software.tar in front of metadata.tar",
    "The signature covers them the other way round.",
    ["MEMBER_ORDER"],
    ([a, b, ...m]) => [b, a, ...m],
    "undetermined",
  ],
  [
    "missing-metadata",
    "No metadata.tar",
    "There is no patch without it.",
    ["MEMBER_MISSING"],
    without("metadata.tar"),
    "refused",
  ],
  [
    "missing-software",
    "No software.tar",
    "There is nothing to install.",
    ["MEMBER_MISSING"],
    without("software.tar"),
    "refused",
  ],
  [
    "missing-checksum",
    "No checksum",
    "The target wants it although it proves nothing.",
    ["MEMBER_MISSING"],
    without("signature"),
    "refused",
  ],
  [
    "missing-signature",
    "No signature.v2",
    "Not signed at all.",
    ["MEMBER_MISSING"],
    without("signature.v2"),
    "refused",
  ],
  [
    "missing-all",
    "No member at all",
    "An empty archive that is otherwise right.",
    ["MEMBER_MISSING"],
    () => [],
    "refused",
  ],
].map(([name, title, why, codes, build, target]) => ({
  name,
  title,
  why,
  codes,
  target,
  make: () => outer(build),
}));

const KINDS = [
  [
    "kind-symlink",
    "A symbolic link as signature.v2",
    "It would be read from somewhere else on the reader's machine.",
    { type: "2", linkName: "/etc/passwd" },
    "undetermined",
  ],
  [
    "kind-hardlink",
    "A hard link as signature.v2",
    "Its content is that of another member, or of a file that is already there.",
    { type: "1", linkName: "signature" },
    "undetermined",
  ],
  [
    "kind-character-device",
    "A character device as signature.v2",
    "Extracting it as root makes a device.",
    { type: "3" },
    "undetermined",
  ],
  [
    "kind-block-device",
    "A block device as signature.v2",
    "Extracting it as root makes a device.",
    { type: "4" },
    "undetermined",
  ],
  [
    "kind-folder",
    "A folder as signature.v2",
    "There is no signature in it.",
    { type: "5", name: "signature.v2/" },
    "refused",
  ],
  [
    "kind-pipe",
    "A pipe as signature.v2",
    "Who opens it waits for ever.",
    { type: "6" },
    "undetermined",
  ],
].map(([name, title, why, change, target]) => ({
  name,
  title,
  why,
  codes: ["MEMBER_NOT_A_FILE"],
  target,
  make: () =>
    outer(instead("signature.v2", [{ name: "signature.v2", ...change }])),
}));

const SIZES = [
  {
    name: "large-signature",
    title: "A signature of 2,000 bytes",
    why: "No key makes such signatures. A small member has to stay small, because it is read as a whole.",
    codes: ["VERIFY_MEMBER_TOO_LARGE"],
    target: "refused",
    make: () =>
      outer(
        instead("signature.v2", [
          { name: "signature.v2", body: new Uint8Array(2000).fill(7) },
        ]),
      ),
  },
  {
    name: "large-checksum",
    title: "A checksum of 4,000 digits",
    why: "Zeros in front of the number: the value is right, its length is not.",
    codes: ["VERIFY_MEMBER_TOO_LARGE"],
    target: "accepted",
    make: () =>
      outer((members) =>
        members.map((member) =>
          member.name === "signature"
            ? {
                ...member,
                body: text(
                  Buffer.from(member.body).toString().padStart(4000, "0"),
                ),
              }
            : member,
        ),
      ),
  },
  {
    name: "semantics-behind-signatures",
    title: "semantics.tar behind the signatures",
    why: "It is signed as the third member and stands as the fifth.",
    codes: ["MEMBER_ORDER"],
    target: "accepted",
    make: () =>
      outer(([a, b, c, ...m]) => [a, b, ...m, c], {
        metadata: metadata({ semantics: ["pre-apply"] }),
        scripts: [SCRIPT],
      }),
  },
  {
    name: "semantics-added",
    title: "semantics.tar added to a patch that was signed without",
    why: "Scripts run as root on the target. The signature is over two members and the target computes it over three.",
    codes: ["VERIFY_SEMANTICS_UNLISTED"],
    target: "refused",
    make: async () => {
      let scripts;
      await crafted({
        scripts: [SCRIPT],
        afterSeal: (members) => {
          scripts = members[2];
          return members;
        },
      });
      return outer(([a, b, ...m]) => [a, b, scripts, ...m]);
    },
  },
];

/** All of them. */
export const MEMBERS = [
  ...UNKNOWN,
  ...REPEATED,
  ...ORDER,
  ...KINDS,
  ...SIZES,
].map(({ name, ...given }) => ({
  group: "members",
  name: `member-${name}`,
  verdict: "malformed",
  ...given,
}));

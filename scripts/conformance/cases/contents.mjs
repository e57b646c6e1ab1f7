// What metadata.xml says about the RPMs and scripts has to be what is there.
import {
  crafted,
  ID,
  inner,
  metadata,
  OTHER_RPM,
  rpm,
  RPM,
  SCRIPT,
  software,
  text,
  withMetadata,
  withRpm,
} from "../parts.mjs";
import { fromRows } from "../rows.mjs";

const scripts =
  (members, semantics = ["pre-apply"]) =>
  () =>
    crafted({ metadata: metadata({ semantics }), scripts: members });

const NEWER = "epoch-2.0-2.noarch.rpm";

const RPMS = [
  [
    "listed-missing",
    "An RPM that is listed and missing",
    "The target fails while it stores the patch.",
    ["VERIFY_CONTENTS_NOT_IN_SOFTWARE"],
    "refused",
    () => withMetadata({ contents: [RPM.name, OTHER_RPM.name] }),
  ],
  [
    "there-unlisted",
    "An RPM that is there and not listed",
    "No query shows it, and it is delivered all the same.",
    ["VERIFY_SOFTWARE_NOT_IN_CONTENTS"],
    "accepted",
    () => crafted({ rpms: [RPM, OTHER_RPM] }),
  ],
  [
    "software-empty",
    "No RPM at all",
    "software.tar is an empty archive.",
    ["VERIFY_NO_RPM"],
    "refused",
    () => crafted({ rpms: [] }),
  ],
  [
    "software-stranger",
    "Something else beside the RPMs",
    "Nobody uses it, whoever extracts gets it.",
    ["VERIFY_SOFTWARE_NOT_IN_CONTENTS"],
    "accepted",
    () => crafted({ rpms: [RPM, { name: "notes.txt", body: text("x") }] }),
  ],
  [
    "software-folder",
    "An RPM in a folder",
    "The target looks for base names.",
    ["VERIFY_SOFTWARE_ENTRY"],
    "refused",
    () => crafted({ rpms: [{ ...RPM, name: `rpms/${RPM.name}` }] }),
  ],
  [
    "software-parent",
    "A file that leaves its folder",
    "The target extracts software.tar as root.",
    ["TAR_NAME_PARENT"],
    "accepted",
    () =>
      software((plain) => [plain, { name: "../../../etc/x", body: text("x") }]),
  ],
  [
    "software-link",
    "A link beside the RPMs",
    "What is extracted behind it goes to where it points.",
    ["VERIFY_SOFTWARE_ENTRY"],
    "accepted",
    () =>
      software((plain) => [plain, { name: "x", type: "2", linkName: "/etc" }]),
  ],
  [
    "software-twice",
    "The same RPM twice in software.tar",
    "The last one is installed.",
    ["VERIFY_RPM_DUPLICATE_PACKAGE"],
    "accepted",
    () => crafted({ rpms: [RPM, RPM] }),
  ],
  [
    "name-newer",
    "A file name that says a newer version",
    "The target waits for a version that will never be installed, so the patch never becomes Applied.",
    ["VERIFY_RPM_NAME_MISMATCH"],
    "accepted",
    () => withRpm({ ...RPM, name: NEWER }, "epoch"),
  ],
  [
    "name-other",
    "A file name of another package",
    "The same, with another name.",
    ["VERIFY_RPM_NAME_MISMATCH"],
    "accepted",
    () => withRpm({ ...RPM, name: "other-2.0-1.noarch.rpm" }, "epoch"),
  ],
  [
    "name-architecture",
    "A file name of another architecture",
    "The same, with another architecture.",
    ["VERIFY_RPM_NAME_MISMATCH"],
    "accepted",
    () => withRpm({ ...RPM, name: "epoch-2.0-1.x86_64.rpm" }, "epoch"),
  ],
  [
    "name-long",
    "A file name of more than 100 characters",
    "A long-name header that is needed is right; the name itself is not.",
    ["VERIFY_RPM_NAME_MISMATCH", "TAR_GNU_LONG_NAME"],
    "accepted",
    longName,
  ],
  [
    "package-twice",
    "Two RPMs of one package",
    "Only one of them can be installed.",
    ["VERIFY_RPM_DUPLICATE_PACKAGE"],
    "accepted",
    () =>
      crafted({
        metadata: metadata({ contents: [RPM.name, NEWER] }),
        rpms: [RPM, { ...RPM, name: NEWER }],
      }),
  ],
  [
    "source-rpm",
    "A source RPM",
    "Targets install binary packages only.",
    ["VERIFY_RPM_SOURCE"],
    "accepted",
    () => withRpm(rpm("unsigned/4.18/srcpkg-1-1.src.rpm"), "srcpkg"),
  ],
  [
    "personality-stranger",
    "A node type that names a package which is not there",
    "That host waits for it for ever.",
    ["VERIFY_PERSONALITY_WITHOUT_RPM"],
    "accepted",
    () =>
      withMetadata({
        personalities: [{ type: "worker", packages: ["epoch", "absent"] }],
      }),
  ],
];

const SCRIPTS = [
  [
    "script-missing",
    "A script that is announced and missing",
    "What should have been checked before applying is not.",
    ["VERIFY_SEMANTICS_MISSING"],
    "accepted",
    () => withMetadata({ semantics: ["pre-apply"] }),
  ],
  [
    "script-unlisted",
    "A script that is not announced",
    "The target stores it and no query shows it.",
    ["VERIFY_SEMANTICS_UNLISTED"],
    "accepted",
    scripts([SCRIPT], []),
  ],
  [
    "script-twice",
    "A script twice",
    "The last one runs.",
    ["VERIFY_SEMANTICS_DUPLICATE"],
    "accepted",
    scripts([SCRIPT, { ...SCRIPT, body: text("#!/bin/sh\nexit 1\n") }]),
  ],
  [
    "script-other-id",
    "A script for another patch",
    "It would run when that patch is applied.",
    ["VERIFY_SEMANTICS_UNLISTED"],
    "accepted",
    scripts([SCRIPT, { ...SCRIPT, name: "pre-apply/OTHER_0001" }]),
  ],
  [
    "script-parent",
    "A script that leaves its folder",
    "Scripts are extracted as root.",
    ["TAR_NAME_PARENT"],
    "accepted",
    () =>
      inner(
        "semantics.tar",
        (plain) => [plain, { ...SCRIPT, name: "../../etc/cron.daily/x" }],
        { metadata: metadata({ semantics: ["pre-apply"] }), scripts: [SCRIPT] },
      ),
  ],
  [
    "script-elsewhere",
    "A script of no known action",
    "Nothing runs it.",
    ["VERIFY_SEMANTICS_UNLISTED"],
    "accepted",
    scripts([SCRIPT, { ...SCRIPT, name: `post-apply/${ID}` }]),
  ],
];

/** All of them. */
export const CONTENTS = fromRows("contents", [...RPMS, ...SCRIPTS]);

function longName() {
  const name = `epoch-2.0-1${"0".repeat(100)}.noarch.rpm`;
  return inner(
    "software.tar",
    (plain) => [
      { name: "././@LongLink", type: "L", body: text(`${name}\0`) },
      { ...plain, name: name.slice(0, 100) },
    ],
    { metadata: metadata({ contents: [name] }), rpms: [RPM] },
  );
}

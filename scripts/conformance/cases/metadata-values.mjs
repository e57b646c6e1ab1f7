// Values in metadata.xml: ids, releases, flags, file names and node types that targets cannot use, or should not.
import { ID, inXml, RPM, withMetadata } from "../parts.mjs";
import { fromRows } from "../rows.mjs";

const VALUES = [
  [
    "id-missing",
    "No id",
    "The target refuses it.",
    ["META_ID_MISSING"],
    "refused",
    () => withMetadata({ id: "" }),
  ],
  [
    "id-parent",
    "An id that leaves its folder",
    "The target makes file names out of ids.",
    ["ID_INVALID"],
    "undetermined",
    () => withMetadata({ id: "../case" }),
  ],
  [
    "id-slash",
    "An id with a slash",
    "A folder that is not there, or one that is.",
    ["ID_INVALID"],
    "undetermined",
    () => withMetadata({ id: "a/case" }),
  ],
  [
    "id-space",
    "An id with a space",
    "Shell scripts make two words of it.",
    ["ID_INVALID"],
    "accepted",
    () => withMetadata({ id: "ca se" }),
  ],
  [
    "id-option",
    "An id that looks like an option",
    "Commands that get it as an argument obey it.",
    ["ID_INVALID"],
    "accepted",
    () => withMetadata({ id: "-rf" }),
  ],
  [
    "id-hidden",
    "An id that starts with a dot",
    "A file that listings leave out.",
    ["ID_INVALID"],
    "accepted",
    () => withMetadata({ id: ".case" }),
  ],
  [
    "id-line-feed",
    "An id with a line feed",
    "Two lines in every log.",
    ["ID_INVALID"],
    "accepted",
    () => inXml(`<id>${ID}`, `<id>${ID}\nx`),
  ],
  [
    "id-long",
    "An id of 300 characters",
    "No file system takes the file names that come of it.",
    ["ID_INVALID"],
    "undetermined",
    () => withMetadata({ id: "A".repeat(300) }),
  ],
  [
    "id-script",
    "An id that is a piece of HTML",
    "It is shown in web pages.",
    ["ID_INVALID"],
    "undetermined",
    () => withMetadata({ id: "<script>alert(1)</script>" }),
  ],
  [
    "release-missing",
    "No release",
    "The target takes it for the release unknown, which nobody has installed.",
    ["META_SW_VERSION_MISSING"],
    "refused",
    () => withMetadata({ swVersion: "" }),
  ],
  [
    "release-unsafe",
    "A release with a slash",
    "The target makes folder names out of releases.",
    ["META_SW_VERSION_UNSAFE"],
    "refused",
    () => withMetadata({ swVersion: "../20.06" }),
  ],
  [
    "requires-self",
    "A patch that requires itself",
    "It can never be applied.",
    ["META_REQUIRES_SELF"],
    "accepted",
    () => withMetadata({ requires: [ID] }),
  ],
  [
    "requires-unsafe",
    "A required id that leaves its folder",
    "Ids of other patches become file names, too.",
    ["ID_INVALID"],
    "accepted",
    () => withMetadata({ requires: ["../../x"] }),
  ],
  [
    "flag-text",
    "Neither Y nor N",
    "Anything but N means a reboot to the target; a person may read it otherwise.",
    ["META_FLAG_VALUE"],
    "accepted",
    () => inXml("</patch>", "<reboot_required>no</reboot_required></patch>"),
  ],
  [
    "flag-space",
    "N with a space",
    "A reboot to the target, none to those who trim.",
    ["META_FLAG_VALUE"],
    "accepted",
    () => inXml("</patch>", "<reboot_required>N </reboot_required></patch>"),
  ],
  [
    "contents-missing",
    "No contents",
    "Nothing to install.",
    ["META_CONTENTS_MISSING"],
    "accepted",
    () => inXml(`<contents><rpm>${RPM.name}</rpm></contents>`, ""),
  ],
  [
    "contents-empty-entry",
    "An empty entry in contents",
    "It names no file.",
    ["META_EMPTY_ENTRY"],
    "refused",
    () => inXml("</contents>", "<rpm/></contents>"),
  ],
  [
    "rpm-name",
    "A file name that does not parse",
    "The target learns versions from file names: the whole patch is unreadable to it.",
    ["META_RPM_NAME"],
    "refused",
    () => withMetadata({ contents: ["epoch.rpm"] }),
  ],
  [
    "rpm-name-path",
    "A path in contents",
    "The target's pattern lets it pass.",
    ["META_RPM_NAME"],
    "refused",
    () => withMetadata({ contents: [`../../${RPM.name}`] }),
  ],
  [
    "personality-unknown",
    "A node type that no release knows",
    "No host has it, so nothing is installed anywhere.",
    ["META_PERSONALITY_UNKNOWN"],
    "accepted",
    () =>
      withMetadata({ personalities: [{ type: "edge", packages: ["epoch"] }] }),
  ],
  [
    "personality-case",
    "A node type in capitals",
    "Names are compared as they are.",
    ["META_PERSONALITY_UNKNOWN"],
    "accepted",
    () =>
      withMetadata({
        personalities: [{ type: "Controller", packages: ["epoch"] }],
      }),
  ],
];

/** All readers that are known make the same of them: worth a remark, no more. */
const REMARKS = ["flag-text", "flag-space"];

/** All of them. */
export const METADATA_VALUES = fromRows("metadata", VALUES, REMARKS);

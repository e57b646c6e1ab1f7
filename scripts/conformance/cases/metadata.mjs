// metadata.xml: plain XML of a known shape, so that every reader sees the same tree and the same values.
import {
  crafted,
  GOOD_XML,
  ID,
  inXml,
  join,
  RPM,
  text,
  withMetadata,
  withXml,
} from "../parts.mjs";

const XML = [
  [
    "doctype",
    "A document type",
    "Whoever has a document type has entities, and files of the reader's machine.",
    ["META_DOCTYPE"],
    "undetermined",
    () => withXml(`<!DOCTYPE patch>${GOOD_XML}`),
  ],
  [
    "doctype-entity",
    "An entity as the release",
    "What the metadata says depends on who reads it.",
    ["META_DOCTYPE"],
    "undetermined",
    () =>
      withXml(
        `<!DOCTYPE patch [<!ENTITY r "20.06">]>${GOOD_XML.replace("20.06", "&r;")}`,
      ),
  ],
  [
    "doctype-external",
    "An external entity",
    "The reader would fetch a file, from its own disk or from the network.",
    ["META_DOCTYPE"],
    "undetermined",
    () =>
      withXml(
        `<!DOCTYPE patch [<!ENTITY r SYSTEM "file:///etc/hostname">]>${GOOD_XML.replace("20.06", "&r;")}`,
      ),
  ],
  [
    "doctype-bomb",
    "Entities of entities",
    "A billion times the same word out of a few hundred bytes.",
    ["META_DOCTYPE"],
    "undetermined",
    () =>
      withXml(
        `<!DOCTYPE patch [<!ENTITY a "aaaaaaaaaa">${"bcdefghi"
          .split("")
          .map(
            (name, i) =>
              `<!ENTITY ${name} "${`&${"abcdefgh"[i]};`.repeat(10)}">`,
          )
          .join("")}]>${GOOD_XML.replace("20.06", "&i;")}`,
      ),
  ],
  [
    "entity-unknown",
    "An entity that nobody defines",
    "Readers fail, or leave it out, or keep it as it is.",
    ["META_ENTITY"],
    "refused",
    () => inXml(`<id>${ID}`, `<id>${ID}&x;`),
  ],
  [
    "entity-nul",
    "A reference to the character NUL",
    "XML has no such character.",
    ["META_ENTITY"],
    "refused",
    () => inXml(`<id>${ID}`, `<id>${ID}&#0;`),
  ],
  [
    "comment",
    "A comment inside of the id",
    "Readers that take the first piece of text see another id.",
    ["META_FORBIDDEN_MARKUP"],
    "accepted",
    () => inXml(`<id>${ID}`, "<id>ca<!-- x -->se"),
  ],
  [
    "cdata",
    "A CDATA section",
    "The same value for good readers, another one for the rest.",
    ["META_FORBIDDEN_MARKUP"],
    "accepted",
    () => inXml(`<id>${ID}`, `<id><![CDATA[${ID}]]>`),
  ],
  [
    "instruction",
    "A processing instruction",
    "For nobody here.",
    ["META_FORBIDDEN_MARKUP"],
    "accepted",
    () => inXml("<id>", "<?x y?><id>"),
  ],
  [
    "namespace",
    "A namespace",
    "To readers that know namespaces all elements have other names.",
    ["META_NAMESPACE"],
    "undetermined",
    () => inXml("<patch>", '<patch xmlns="urn:x">'),
  ],
  [
    "namespace-prefix",
    "A prefix in a name",
    "Bound to nothing.",
    ["META_NAMESPACE"],
    "undetermined",
    () => inXml("<id>", "<x:y/><id>"),
  ],
  [
    "not-closed",
    "An element that is not closed",
    "Not well formed.",
    ["META_NOT_WELL_FORMED"],
    "refused",
    () => withXml(GOOD_XML.slice(0, -3)),
  ],
  [
    "overlap",
    "Elements that overlap",
    "Not well formed.",
    ["META_NOT_WELL_FORMED"],
    "refused",
    () => inXml("</id>", "</patch>"),
  ],
  [
    "second-root",
    "A second root",
    "Some readers stop behind the first one.",
    ["META_NOT_WELL_FORMED"],
    "refused",
    () => withXml(`${GOOD_XML}<patch/>`),
  ],
  [
    "text-behind",
    "Text behind the root",
    "Some readers stop in front of it.",
    ["META_NOT_WELL_FORMED"],
    "refused",
    () => withXml(`${GOOD_XML}x`),
  ],
  [
    "attribute-twice",
    "An attribute twice",
    "Not well formed, and the first or the last one counts.",
    ["META_NOT_WELL_FORMED"],
    "refused",
    () => inXml("<id>", '<id a="1" a="2">'),
  ],
  [
    "control-character",
    "A control character",
    "Not allowed in XML, and terminals obey it.",
    ["META_NOT_WELL_FORMED"],
    "refused",
    () => inXml(`<id>${ID}`, `<id>${ID}\u001b`),
  ],
  [
    "encoding",
    "Another encoding",
    "Texts have other letters then.",
    ["META_ENCODING"],
    "undetermined",
    () => withXml(`<?xml version="1.0" encoding="iso-8859-1"?>${GOOD_XML}`),
  ],
  [
    "not-utf8",
    "Bytes that are not UTF-8",
    "Replaced, dropped or refused, as it pleases the reader.",
    ["META_ENCODING"],
    "refused",
    () =>
      withXml(
        join(
          text("<patch><id>ca"),
          Uint8Array.of(0xff),
          text("se</id></patch>"),
        ),
      ),
  ],
  [
    "declaration-late",
    "A declaration behind a space",
    "It has to be the very first thing.",
    ["META_DECLARATION"],
    "refused",
    () => withXml(` <?xml version="1.0"?>${GOOD_XML}`),
  ],
  [
    "empty",
    "An empty document",
    "metadata.xml has no byte.",
    ["META_NOT_WELL_FORMED"],
    "refused",
    () => withXml(""),
  ],
  [
    "deep",
    "300 levels of elements",
    "Readers that call themselves for each level run out of stack.",
    ["META_TOO_DEEP"],
    "accepted",
    () => inXml("<id>", `${"<a>".repeat(300)}${"</a>".repeat(300)}<id>`),
  ],
  [
    "many-elements",
    "100,001 elements",
    "A tree of them takes hundreds of megabytes in some readers.",
    ["META_TOO_MANY_ELEMENTS"],
    "undetermined",
    () => inXml("<id>", `${"<a/>".repeat(100_001)}<id>`),
  ],
  [
    "long-text",
    "A summary of more than a mebibyte",
    "Nobody writes it, and it has to be kept somewhere.",
    ["META_TOO_LARGE"],
    "accepted",
    () => inXml("<id>", `<summary>${pseudoText(1_100_000)}</summary><id>`),
  ],
];

const SHAPE = [
  [
    "root",
    "Another root",
    "The target does not look at the root's name.",
    ["META_ROOT"],
    "accepted",
    () => withXml(GOOD_XML.replaceAll("patch>", "update>")),
  ],
  [
    "id-twice",
    "Two ids",
    "Readers take the first or the last one.",
    ["META_DUPLICATE_ELEMENT"],
    "accepted",
    () => inXml("</patch>", "<id>OTHER_0001</id></patch>"),
  ],
  [
    "contents-twice",
    "Contents twice",
    "The target reads both of them, others one.",
    ["META_DUPLICATE_ELEMENT"],
    "accepted",
    () =>
      inXml("</patch>", `<contents><rpm>${RPM.name}</rpm></contents></patch>`),
  ],
  [
    "nested",
    "An element inside of the id",
    "The text in front of it, or all of the text: readers disagree.",
    ["META_NESTED_ELEMENT"],
    "accepted",
    () => inXml(`${ID}</id>`, `${ID}<b/>x</id>`),
  ],
  [
    "attribute",
    "An attribute where none belongs",
    "Ignored by all readers that are known.",
    ["META_UNEXPECTED_ATTRIBUTE"],
    "accepted",
    () => inXml("<id>", '<id lang="en">'),
  ],
  [
    "text-between",
    "Text between elements",
    "It belongs to nothing.",
    ["META_UNEXPECTED_TEXT"],
    "accepted",
    () => inXml("<contents>", "<contents>text"),
  ],
  [
    "personality-without-type",
    "A personality without type",
    "The target fails on it.",
    ["META_PERSONALITY_TYPE_MISSING"],
    "refused",
    () =>
      inXml(
        "</patch>",
        "<personality><package>epoch</package></personality></patch>",
      ),
  ],
  [
    "personality-twice",
    "A personality twice",
    "The last one replaces the first one, or is added to it.",
    ["META_DUPLICATE_PERSONALITY"],
    "accepted",
    () =>
      inXml(
        "</patch>",
        `${'<personality type="worker"><package>epoch</package></personality>'.repeat(2)}</patch>`,
      ),
  ],
  [
    "file-twice",
    "metadata.xml twice",
    "The last one counts on the target; another reader takes the first one.",
    ["VERIFY_METADATA_TAR_EXTRA"],
    "refused",
    () =>
      crafted({
        extraMetadata: [{ name: "metadata.xml", body: text("<patch/>") }],
      }),
  ],
  [
    "file-missing",
    "metadata.tar without metadata.xml",
    "An archive with something else in it.",
    ["VERIFY_METADATA_MISSING"],
    "refused",
    () =>
      crafted({
        beforeSeal: ([a, ...m]) => [{ ...a, body: renamed(a.body) }, ...m],
      }),
  ],
  [
    "file-more",
    "A second file beside metadata.xml",
    "Signed, and of no use to anybody known.",
    ["VERIFY_METADATA_TAR_EXTRA"],
    "accepted",
    () =>
      crafted({
        extraMetadata: [{ name: "extra.xml", body: text("<patch/>") }],
      }),
  ],
];

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
const REMARKS = ["attribute", "text-between", "flag-text", "flag-space"];

/** All of them. */
export const METADATA = [...XML, ...SHAPE, ...VALUES].map(
  ([name, title, why, codes, target, make]) => ({
    group: "metadata",
    name: `metadata-${name}`,
    title,
    why,
    verdict: REMARKS.includes(name) ? "trusted" : "malformed",
    codes,
    target,
    make,
  }),
);

/** Text that compresses well, but not like a bomb. */
function pseudoText(length) {
  const sentences = Array.from({ length: 8 }, (_, i) => `${i}`.repeat(150));
  let state = 1;
  let content = "";
  while (content.length < length) {
    state = (state * 48_271) % 2_147_483_647;
    content += sentences[state % sentences.length];
  }
  return content;
}

/** The archive with its first member called something else, the header's checksum put right. */
function renamed(tar) {
  const copy = Uint8Array.from(tar);
  // metadata.xml to netadata.xml: one more in the name, one more in the checksum.
  copy[0] += 1;
  const sum =
    Number.parseInt(Buffer.from(copy.subarray(148, 154)).toString(), 8) + 1;
  copy.set(text(sum.toString(8).padStart(6, "0")), 148);
  return copy;
}

// metadata.xml of another shape than the known one: elements that are missing, repeated, nested or in the wrong place.
import { crafted, GOOD_XML, ID, inXml, RPM, text, withXml } from "../parts.mjs";
import { fromRows } from "../rows.mjs";

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

/** All readers that are known make the same of them: worth a remark, no more. */
const REMARKS = ["attribute", "text-between"];

/** All of them. */
export const METADATA_SHAPE = fromRows("metadata", SHAPE, REMARKS);

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

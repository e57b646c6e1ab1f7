// metadata.xml that is not plain XML: documents that readers parse differently, or that are made to exhaust them.
import { GOOD_XML, ID, inXml, join, text, withXml } from "../parts.mjs";
import { fromRows } from "../rows.mjs";

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

/** All of them. */
export const METADATA_XML = fromRows("metadata", XML);

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

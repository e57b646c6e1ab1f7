import { concatBytes } from "@stx-patch/core";
import { craftPatch } from "@stx-patch/testkit";
import { CGCS, EPOCH, soundParts, text } from "../../support/parts.js";
import { crafted, type HostileCase } from "./hostile-case.js";

function xml(
  what: string,
  document: string,
  undetermined = false,
): HostileCase {
  return crafted(
    `metadata.xml with ${what}`,
    { xml: text(document) },
    undetermined,
  );
}

const GOOD_XML = `<patch><id>CRAFT_0001</id><sw_version>20.06</sw_version><contents><rpm>${CGCS.name}</rpm></contents></patch>`;
const inXml = (from: string, to: string): string => GOOD_XML.replace(from, to);

/** Documents on which XML readers differ. */
export const XML_CASES: readonly HostileCase[] = [
  xml("only what is needed", GOOD_XML),
  xml("another root", GOOD_XML.replaceAll("patch>", "other>")),
  xml("an id twice", inXml("<id>", "<id>OTHER</id><id>"), false),
  xml(
    "contents twice",
    inXml("</patch>", `<contents><rpm>${EPOCH.name}</rpm></contents></patch>`),
  ),
  xml("unknown elements", inXml("<id>", "<new><deep/></new><id>")),
  xml("a comment in the id", inXml("CRAFT", "CR<!-- x -->AFT")),
  xml("a CDATA section", inXml("CRAFT_0001", "<![CDATA[CRAFT_0001]]>")),
  xml("an instruction", inXml("<id>", "<?x y?><id>")),
  xml("an element in the id", inXml("CRAFT_0001", "CRAFT_0001<b/>x")),
  xml("references", inXml("CRAFT_0001", "CR&#65;FT&#x5f;0001")),
  xml("an unknown reference", inXml("CRAFT_0001", "CRAFT&x;")),
  xml("a reference to NUL", inXml("CRAFT_0001", "CRAFT&#0;")),
  xml("a document type", `<!DOCTYPE patch [<!ENTITY a "b">]>${GOOD_XML}`, true),
  xml("a namespace", inXml("<patch>", '<patch xmlns="x">'), true),
  xml("a prefix", inXml("<id>", "<a:b/><id>"), true),
  xml("no end", GOOD_XML.slice(0, -3)),
  xml("overlapping elements", inXml("</id>", "</patch>")),
  xml("text behind the root", `${GOOD_XML}x`),
  xml("a second root", `${GOOD_XML}<x/>`),
  xml("a comment behind the root", `${GOOD_XML}<!-- x -->`),
  xml("a bad comment", inXml("<id>", "<!-- a -- b --><id>")),
  xml("]]> in a text", inXml("CRAFT", "]]>")),
  xml("an attribute twice", inXml("<id>", '<id a="1" a="2">')),
  xml("an attribute without quotes", inXml("<id>", "<id a=1>")),
  xml("a late declaration", ` <?xml version="1.0"?>${GOOD_XML}`),
  xml("a byte order mark", `\uFEFF${GOOD_XML}`),
  xml(
    "an encoding of the west",
    `<?xml version="1.0" encoding="iso-8859-1"?>${GOOD_XML}`,
    true,
  ),
  xml("a control character", inXml("CRAFT", "\u0001")),
  xml(
    "a personality without type",
    inXml("</patch>", "<personality/></patch>"),
  ),
  xml(
    "300 levels",
    inXml("<id>", `${"<a>".repeat(300)}${"</a>".repeat(300)}<id>`),
  ),
  xml("an RPM name that is none", inXml(CGCS.name, "x.rpm")),
  xml("an RPM name with an epoch", inXml(CGCS.name, `1:${CGCS.name}`)),
  xml("an empty RPM name", inXml(CGCS.name, "")),
  xml("an RPM name with line feeds", inXml(CGCS.name, `\n${CGCS.name}`), true),
  xml("no contents", inXml(`<contents><rpm>${CGCS.name}</rpm></contents>`, "")),
  {
    what: "metadata.xml that is not UTF-8",
    patch: () =>
      craftPatch(
        soundParts({
          xml: concatBytes([
            text(GOOD_XML.slice(0, 12)),
            Uint8Array.of(0xff),
            text(GOOD_XML.slice(12)),
          ]),
        }),
      ),
  },
];

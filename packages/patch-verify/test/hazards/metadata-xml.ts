import { text } from "../support/parts.js";
import { crafted, withXml, hazard, type Hazard } from "./hazard.js";

/** What metadata.xml may hold as a document. */
export const XML_HAZARDS: readonly Hazard[] = [
  hazard("a document type", "META_DOCTYPE", "metadata.tar/metadata.xml", () =>
    withXml('<!DOCTYPE patch [<!ENTITY a "b">]><patch/>'),
  ),
  hazard("an entity", "META_ENTITY", "metadata.tar/metadata.xml", () =>
    withXml("<patch><id>&a;</id></patch>"),
  ),
  hazard("deep XML", "META_TOO_DEEP", "metadata.tar/metadata.xml", () =>
    withXml(`<patch>${"<a>".repeat(20)}${"</a>".repeat(20)}</patch>`),
  ),
  hazard(
    "XML of many elements",
    "META_TOO_MANY_ELEMENTS",
    "metadata.tar/metadata.xml",
    () => withXml(`<patch>${"<a/>".repeat(100_001)}</patch>`),
  ),
  hazard("a huge text", "META_TOO_LARGE", "metadata.tar/metadata.xml", () =>
    withXml(
      `<patch><id>${Array.from({ length: 80_000 }, (_, i) => Math.sin(i)).join(" ")}</id></patch>`,
    ),
  ),
  hazard(
    "an element twice",
    "META_DUPLICATE_ELEMENT",
    "metadata.tar/metadata.xml",
    () => withXml("<patch><id>A</id><id>B</id></patch>"),
  ),
  hazard(
    "an element inside of a text",
    "META_NESTED_ELEMENT",
    "metadata.tar/metadata.xml",
    () => withXml("<patch><id>A<b/>B</id></patch>"),
  ),
  hazard("another root", "META_ROOT", "metadata.tar/metadata.xml", () =>
    withXml("<pitch/>"),
  ),
  hazard(
    "text where Y or N is read",
    "META_FLAG_VALUE",
    "metadata.tar/metadata.xml",
    () =>
      withXml("<patch><id>A</id><reboot_required>no</reboot_required></patch>"),
  ),
  hazard(
    "metadata.xml twice",
    "VERIFY_METADATA_TAR_EXTRA",
    "metadata.tar/metadata.xml",
    () =>
      crafted({
        extraMetadata: [{ name: "metadata.xml", body: text("<patch/>") }],
      }),
  ),
];

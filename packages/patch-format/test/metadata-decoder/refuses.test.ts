import { describe, expect, it } from "@jest/globals";
import type { FormatErrorCode } from "../../src/index.js";
import { decodeMetadata } from "../../src/index.js";
import { changed, decode, PLAIN_XML } from "./support.js";

function expectRefused(xml: string | Uint8Array, code: FormatErrorCode): void {
  const bytes = typeof xml === "string" ? new TextEncoder().encode(xml) : xml;
  expect(() => decodeMetadata(bytes)).toThrow(
    expect.objectContaining({
      code,
      location: expect.objectContaining({
        member: "metadata.tar/metadata.xml",
      }) as object,
    }),
  );
}

describe("decodeMetadata what it refuses", () => {
  it.each<[name: string, from: string, to: string, code: FormatErrorCode]>([
    [
      "a document type",
      "<patch>",
      "<!DOCTYPE patch [<!ENTITY a 'b'>]><patch>",
      "META_DOCTYPE",
    ],
    ["an unknown entity", "DEV", "&dev;", "META_ENTITY"],
    ["an entity of HTML", "DEV", "&nbsp;", "META_ENTITY"],
    ["a bare ampersand", "DEV", "a & b", "META_ENTITY"],
    ["a reference to NUL", "DEV", "&#0;", "META_ENTITY"],
    ["a reference to a surrogate", "DEV", "&#xD800;", "META_ENTITY"],
    ["a reference beyond Unicode", "DEV", "&#x110000;", "META_ENTITY"],
    [
      "an unknown entity in an attribute",
      '"controller"',
      '"&x;"',
      "META_ENTITY",
    ],
    ["a comment", "DEV", "D<!-- -->EV", "META_FORBIDDEN_MARKUP"],
    ["CDATA", "DEV", "<![CDATA[DEV]]>", "META_FORBIDDEN_MARKUP"],
    ["a processing instruction", "DEV", "<?php x?>", "META_FORBIDDEN_MARKUP"],
    [
      "a late XML declaration",
      "<patch>",
      '<?xml version="1.0"?><patch>',
      "META_DECLARATION",
    ],
    ["XML 1.1", 'version="1.0"', 'version="1.1"', "META_DECLARATION"],
    ["a declaration without end", '" ?>', '"', "META_DECLARATION"],
    ["another encoding", '" ?>', '" encoding="ISO-8859-1"?>', "META_ENCODING"],
    [
      "a default namespace",
      "<patch>",
      '<patch xmlns="urn:x">',
      "META_NAMESPACE",
    ],
    ["a namespace prefix", "DEV", "<x:y/>", "META_NAMESPACE"],
    [
      "a prefix on an attribute",
      "<patch>",
      '<patch xml:lang="en">',
      "META_NAMESPACE",
    ],
    ["another root", PLAIN_XML, "<PATCH_RECIPE/>", "META_ROOT"],
    ["nothing", PLAIN_XML, "", "META_NOT_WELL_FORMED"],
    ["text only", PLAIN_XML, "patch", "META_NOT_WELL_FORMED"],
    ["an element that is not closed", "</patch>", "", "META_NOT_WELL_FORMED"],
    ["tags that cross", "</contents>", "</patch>", "META_NOT_WELL_FORMED"],
    [
      "an end tag too many",
      "</patch>",
      "</patch></patch>",
      "META_NOT_WELL_FORMED",
    ],
    ["text behind the root", "</patch>", "</patch>x", "META_NOT_WELL_FORMED"],
    [
      "text in front of the root",
      "<patch>",
      "x<patch>",
      "META_NOT_WELL_FORMED",
    ],
    ["a second root", "</patch>", "</patch><patch/>", "META_NOT_WELL_FORMED"],
    [
      "an attribute without quotes",
      '"controller"',
      "controller",
      "META_NOT_WELL_FORMED",
    ],
    [
      "an attribute without value",
      "<status>",
      "<status lang>",
      "META_NOT_WELL_FORMED",
    ],
    [
      "an attribute twice",
      "<status>",
      '<status a="1" a="2">',
      "META_NOT_WELL_FORMED",
    ],
    [
      "attributes without space",
      "<status>",
      '<status a="1"b="2">',
      "META_NOT_WELL_FORMED",
    ],
    [
      "an angle bracket in an attribute",
      '"controller"',
      '"<"',
      "META_NOT_WELL_FORMED",
    ],
    ["a bare angle bracket", "DEV", "a < b", "META_NOT_WELL_FORMED"],
    ["]]> in a text", "DEV", "]]>", "META_NOT_WELL_FORMED"],
    ["a tag that never ends", "</patch>", "<patch", "META_NOT_WELL_FORMED"],
    ["a control character", "DEV", "\u0001", "META_NOT_WELL_FORMED"],
    ["U+FFFF", "DEV", "\uffff", "META_NOT_WELL_FORMED"],
    [
      "a name that is dangerous in JavaScript",
      "<warnings/>",
      "<constructor/>",
      "META_NOT_WELL_FORMED",
    ],
  ])("%s", (_name, from, to, code) => {
    expectRefused(changed(from, to), code);
  });

  it("bytes that are not UTF-8", () => {
    expectRefused(Uint8Array.of(0xff, 0xfe, 0x3c, 0x00), "META_ENCODING");
    expectRefused(
      Uint8Array.from(PLAIN_XML.replace("DEV", "\xe9"), (c) => c.charCodeAt(0)),
      "META_ENCODING",
    );
  });

  it("says at which byte", () => {
    const xml = "<patch><id>日本&x;</id></patch>";
    expect(() => decode(xml)).toThrow(
      expect.objectContaining({
        code: "META_ENTITY",
        location: {
          member: "metadata.tar/metadata.xml",
          offset: Buffer.from(xml).indexOf("&"),
        },
      }),
    );
  });

  it("what exceeds the limits", () => {
    const within = (xml: string, limits: object): (() => unknown) => {
      return () => decodeMetadata(new TextEncoder().encode(xml), { limits });
    };
    const nested = (depth: number): string =>
      changed("<warnings/>", `${"<x>".repeat(depth)}${"</x>".repeat(depth)}`);
    expect(within(nested(15), {})).not.toThrow();
    expect(within(nested(16), {})).toThrow(
      expect.objectContaining({ code: "META_TOO_DEEP" }),
    );
    expect(within(PLAIN_XML, { maxXmlElements: 15 })).toThrow(
      expect.objectContaining({ code: "META_TOO_MANY_ELEMENTS" }),
    );
    expect(within(PLAIN_XML, { maxMetadataXmlBytes: 100 })).toThrow(
      expect.objectContaining({ code: "META_TOO_LARGE" }),
    );
  });
});

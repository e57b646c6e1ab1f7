import { describe, expect, it } from "@jest/globals";
import { processorMs } from "@stx-patch/testkit";
import type { FormatErrorCode } from "../src/index.js";
import { decodeMetadata, encodeMetadata } from "../src/index.js";
import { METADATA_VECTORS, PLAIN_METADATA } from "./metadata-vectors.js";

const PLAIN_XML = new TextDecoder().decode(encodeMetadata(PLAIN_METADATA));

function decode(xml: string): ReturnType<typeof decodeMetadata> {
  return decodeMetadata(new TextEncoder().encode(xml));
}

/** The plain document with one piece of text replaced. */
function changed(from: string, to: string): string {
  expect(PLAIN_XML).toContain(from);
  return PLAIN_XML.replace(from, to);
}

function findingsOf(xml: string): string[] {
  return decode(xml).findings.map(
    ({ severity, code }) => `${severity} ${code}`,
  );
}

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

describe("decodeMetadata", () => {
  it.each(METADATA_VECTORS)(
    "reads what a target reads: $name",
    ({ name, xml, expected }) => {
      const { metadata, findings } = decodeMetadata(xml);
      expect(metadata).toEqual(expected);
      expect(findings.map(({ code }) => code)).toEqual(
        name === "requires-duplicates" ? ["META_DUPLICATE_ENTRY"] : [],
      );
    },
  );

  it("keeps text as text: no numbers, no trimming", () => {
    const { metadata } = decode(
      changed("<summary/>", "<summary> 001 </summary>").replace(
        "20.06",
        "20.10",
      ),
    );
    expect(metadata.swVersion).toBe("20.10");
    expect(metadata.summary).toBe(" 001 ");
  });

  it("reads line ends and references as XML has them", () => {
    const { metadata } = decode(
      changed(
        "<summary/>",
        "<summary>a\r\nb\rc&#13;&#x9;&amp;lt;&apos;</summary>",
      ),
    );
    expect(metadata.summary).toBe("a\nb\nc\r\t&lt;'");
  });

  it("reads documents without declaration, with encoding and with other white space", () => {
    for (const declaration of [
      "",
      "<?xml version='1.0' encoding='utf-8' standalone=\"yes\"?>\r\n\r\n",
    ])
      expect(
        findingsOf(
          changed('<?xml version="1.0" ?>\n', declaration).replace(
            "<patch>",
            "<patch\n >",
          ),
        ),
      ).toEqual([]);
  });

  describe("what it reports", () => {
    it.each([
      [
        "a byte order mark",
        "<?xml",
        "\ufeff<?xml",
        "warning META_BYTE_ORDER_MARK",
      ],
      [
        "an unknown element",
        "<warnings/>",
        "<warnings/><priority>1</priority>",
        "info META_UNKNOWN_ELEMENT",
      ],
      [
        "an unknown entry",
        "</contents>",
        "<deb>x</deb></contents>",
        "info META_UNKNOWN_ELEMENT",
      ],
      [
        "an element with a name of Object.prototype",
        "<warnings/>",
        "<warnings/><toString/>",
        "info META_UNKNOWN_ELEMENT",
      ],
      [
        "an element twice",
        "<warnings/>",
        "<warnings/><warnings>x</warnings>",
        "error META_DUPLICATE_ELEMENT",
      ],
      [
        "two lists",
        "<requires/>",
        "<requires/><requires><req_patch_id>B</req_patch_id></requires>",
        "error META_DUPLICATE_ELEMENT",
      ],
      [
        "two personalities of a type",
        "<contents>",
        '<personality type="controller"/><contents>',
        "error META_DUPLICATE_PERSONALITY",
      ],
      [
        "an attribute",
        "<status>",
        '<status lang="en">',
        "warning META_UNEXPECTED_ATTRIBUTE",
      ],
      [
        "text between elements",
        "<warnings/>",
        "<warnings/>x",
        "warning META_UNEXPECTED_TEXT",
      ],
      [
        "an element inside of a text",
        "<status>DEV",
        "<status>DEV<b>x</b>",
        "error META_NESTED_ELEMENT",
      ],
      [
        "an odd reboot flag",
        "<reboot_required>N",
        "<reboot_required>n",
        "warning META_FLAG_VALUE",
      ],
      [
        "an odd unremovable flag",
        "<unremovable/>",
        "<unremovable>yes</unremovable>",
        "warning META_FLAG_VALUE",
      ],
      ["no id", "<id>PATCH_0001</id>", "", "error META_ID_MISSING"],
      ["an empty id", "<id>PATCH_0001</id>", "<id/>", "error META_ID_MISSING"],
      [
        "an unsafe id",
        "<id>PATCH_0001</id>",
        "<id>../etc/x</id>",
        "error ID_INVALID",
      ],
      [
        "an id with white space around",
        "<id>PATCH_0001</id>",
        "<id> PATCH_0001</id>",
        "error ID_INVALID",
      ],
      [
        "no release",
        "<sw_version>20.06</sw_version>",
        "",
        "error META_SW_VERSION_MISSING",
      ],
      [
        "a release with a path",
        "20.06",
        "../20.06",
        "error META_SW_VERSION_UNSAFE",
      ],
      [
        "a personality without type",
        ' type="controller"',
        "",
        "error META_PERSONALITY_TYPE_MISSING",
      ],
      [
        "an unknown personality",
        '"controller"',
        '"gpu"',
        "error META_PERSONALITY_UNKNOWN",
      ],
      [
        "a retired personality",
        '"controller"',
        '"compute"',
        "warning META_PERSONALITY_RETIRED",
      ],
      [
        "an RPM twice",
        "</contents>",
        "<rpm>foo-1.0-1.noarch.rpm</rpm></contents>",
        "warning META_DUPLICATE_ENTRY",
      ],
      [
        "no RPM",
        "<rpm>foo-1.0-1.noarch.rpm</rpm>",
        "",
        "error META_CONTENTS_MISSING",
      ],
      [
        "a file that is no RPM",
        "foo-1.0-1.noarch.rpm",
        "foo.rpm",
        "error META_RPM_NAME",
      ],
      [
        "a path to an RPM",
        "foo-1.0-1.noarch.rpm",
        "../foo-1.0-1.noarch.rpm",
        "error META_RPM_NAME",
      ],
      [
        "a name of a megabyte",
        "foo-1.0",
        `${"-".repeat(1_000_000)}1.0`,
        "error META_RPM_NAME",
      ],
      [
        "an entry without text",
        "</contents>",
        "<rpm/></contents>",
        "error META_EMPTY_ENTRY",
      ],
      [
        "a patch that requires itself",
        "<requires/>",
        "<requires><req_patch_id>PATCH_0001</req_patch_id></requires>",
        "error META_REQUIRES_SELF",
      ],
      [
        "an unsafe requirement",
        "<requires/>",
        "<requires><req_patch_id>a b</req_patch_id></requires>",
        "error ID_INVALID",
      ],
      [
        "an unknown semantic action",
        "<semantics/>",
        "<semantics><action>post-apply</action></semantics>",
        "warning META_SEMANTIC_UNKNOWN",
      ],
    ])("%s", (_name, from, to, finding) => {
      expect(findingsOf(changed(from, to))).toEqual([finding]);
    });

    it("lets the first element count, as a target does", () => {
      const { metadata } = decode(
        changed(
          "<status>DEV</status>",
          "<status>DEV</status><status>REL</status>",
        ),
      );
      expect(metadata.status).toBe("DEV");
    });

    it.each([
      ["<reboot_required/>", undefined],
      ["", undefined],
      ["<reboot_required>Y</reboot_required>", true],
      ["<reboot_required>no</reboot_required>", true],
      ["<reboot_required>N</reboot_required>", false],
    ])("reads %j as a target does", (xml, expected) => {
      expect(
        decode(changed("<reboot_required>N</reboot_required>", xml)).metadata
          .rebootRequired,
      ).toBe(expected);
    });

    it("bounds each kind, so that noise does not hide an error", () => {
      const { findings } = decode(
        changed("<id>PATCH_0001</id>", "<x/>".repeat(50_000)),
      );
      expect(findings.map(({ code }) => code)).toEqual([
        ...Array<string>(20).fill("META_UNKNOWN_ELEMENT"),
        "META_MORE_FINDINGS",
        "META_ID_MISSING",
      ]);
    });
  });

  describe("what it refuses", () => {
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
      [
        "another encoding",
        '" ?>',
        '" encoding="ISO-8859-1"?>',
        "META_ENCODING",
      ],
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
        Uint8Array.from(PLAIN_XML.replace("DEV", "\xe9"), (c) =>
          c.charCodeAt(0),
        ),
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

  describe("hostile input of 8 MB", () => {
    const SIZE = 8_000_000;
    const fill = (piece: string): string =>
      piece.repeat(Math.floor(SIZE / piece.length));

    it.each<[name: string, xml: () => string]>([
      ["one text", () => `<patch><id>${fill("a")}</id></patch>`],
      [
        "texts",
        () => `<patch>${fill(`<a>${"x".repeat(900_000)}</a>`)}</patch>`,
      ],
      ["references", () => `<patch><id>${fill("&amp;")}</id></patch>`],
      ["ampersands", () => `<patch><id>${fill("&")}</id></patch>`],
      ["start tags", () => fill("<a>")],
      ["empty elements", () => `<patch>${fill("<a/>")}</patch>`],
      ["angle brackets", () => fill("<")],
      ["end tags", () => fill("</a>")],
      ["spaces in a tag", () => `<patch${fill(" ")}>`],
      [
        "spaces between elements",
        () => `<patch>${fill(`<a/>${" ".repeat(100)}`)}</patch>`,
      ],
      ["an attribute", () => `<patch a="${fill("a")}"/>`],
      ["attributes", () => `<patch ${fill("a='' ")}/>`],
      ["a quote without end", () => `<patch a="${fill("a ")}`],
      ["a name", () => `<${fill("a")}/>`],
      ["brackets", () => `<patch>${fill("]]")}</patch>`],
      ["a declaration", () => `<?xml ${fill("version='1.0' ")}?><patch/>`],
      [
        "entries",
        () =>
          `<patch><contents>${fill(`<rpm>${"a-".repeat(50)}.rpm</rpm>`)}</contents></patch>`,
      ],
      ["control characters", () => fill("\u0001")],
    ])("is done with quickly: %s", async (_name, xml) => {
      const bytes = new TextEncoder().encode(xml());
      const spentMs = await processorMs(() => {
        try {
          decodeMetadata(bytes);
        } catch (error) {
          expect(error).toHaveProperty("code", expect.stringMatching(/^META_/));
        }
      });
      expect(spentMs).toBeLessThan(5_000);
    });
  });
});

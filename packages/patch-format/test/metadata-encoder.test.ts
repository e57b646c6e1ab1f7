import { describe, expect, it } from "@jest/globals";
import fc from "@stx-patch/testkit/properties";
import { decodeMetadata, encodeMetadata } from "../src/index.js";
import { METADATA_VECTORS, PLAIN_METADATA } from "./metadata-vectors.js";

const decoder = new TextDecoder();

function encodeText(description: string): string {
  return decoder.decode(encodeMetadata({ ...PLAIN_METADATA, description }));
}

describe("encodeMetadata", () => {
  it.each(
    METADATA_VECTORS.filter(
      ({ name }) =>
        !["requires-duplicates", "release-2.0-metadata"].includes(name),
    ),
  )("writes what the original wrote: $name", ({ xml, expected }) => {
    expect(decoder.decode(encodeMetadata(expected))).toBe(decoder.decode(xml));
  });

  it("drops the duplicate requirement that the original kept", () => {
    const { xml, expected } = vector("requires-duplicates");
    const lines = decoder.decode(xml).split("\n");
    expect(decoder.decode(encodeMetadata(expected)).split("\n")).toEqual(
      lines.filter((line, i) => line !== lines[i - 1]),
    );
    expect(lines.filter((line, i) => line === lines[i - 1])).toHaveLength(1);
  });

  it("writes the two elements that release 2.0 did not know", () => {
    const { xml, expected } = vector("release-2.0-metadata");
    const added = ["  <apply_active_release_only/>", "  <semantics/>"];
    const lines = decoder.decode(encodeMetadata(expected)).split("\n");
    expect(lines.filter((line) => !added.includes(line)).join("\n")).toBe(
      decoder.decode(xml),
    );
    expect(lines.filter((line) => added.includes(line))).toEqual(added);
  });

  it("does not depend on the order of lists and personalities", () => {
    const metadata = {
      ...PLAIN_METADATA,
      personalities: [
        { type: "worker", packages: ["b", "a", "b"] },
        { type: "controller", packages: ["foo"] },
        { type: "worker", packages: ["c"] },
      ],
      contents: ["b-1-1.noarch.rpm", "a-1-1.noarch.rpm", "b-1-1.noarch.rpm"],
    };
    const text = decoder.decode(encodeMetadata(metadata));
    expect(text).toContain(
      [
        '  <personality type="controller">',
        "    <package>foo</package>",
        "  </personality>",
        '  <personality type="worker">',
        "    <package>a</package>",
        "    <package>b</package>",
        "    <package>c</package>",
        "  </personality>",
        "  <contents>",
        "    <rpm>a-1-1.noarch.rpm</rpm>",
        "    <rpm>b-1-1.noarch.rpm</rpm>",
        "  </contents>",
      ].join("\n"),
    );
  });

  it.each([
    ["ampersand", "a & b", "a &amp; b"],
    ["angle brackets", "<b>]]></b>", "&lt;b&gt;]]&gt;&lt;/b&gt;"],
    ["double quotes", 'say "yes"', "say &quot;yes&quot;"],
    ["single quotes as they are", "it's", "it's"],
    ["newlines and tabs as they are", "a\n\tb", "a\n\tb"],
    ["carriage returns as references", "a\r\nb", "a&#13;\nb"],
    ["characters of all planes", "Straße 日本語 𝄞", "Straße 日本語 𝄞"],
  ])("writes %s", (_name, text, written) => {
    expect(encodeText(text)).toContain(
      `\n  <description>${written}</description>\n`,
    );
  });

  it.each([
    ["a control character", "a\u0000"],
    ["an escape sequence", "\u001b[31m"],
    ["a lone high surrogate", "\ud800x"],
    ["a lone low surrogate", "x\udc00"],
    ["U+FFFE", "\ufffe"],
    ["U+FFFF", "\uffff"],
  ])("refuses %s and names the field", (_name, text) => {
    expect(() => encodeText(text)).toThrow(
      expect.objectContaining({
        code: "META_UNENCODABLE",
        message: expect.stringContaining("description") as unknown as string,
      }),
    );
  });

  it("is undone by the decoder, whatever the texts", () => {
    const text = fc
      .string({ unit: "binary", maxLength: 60 })
      // eslint-disable-next-line no-control-regex -- exactly what XML cannot carry
      .filter((value) => !/[\0-\x08\v\f\x0e-\x1f\ufffe\uffff]/.test(value));
    fc.assert(
      fc.property(text, text, text, fc.boolean(), (a, b, c, flag) => {
        const metadata = {
          ...PLAIN_METADATA,
          summary: a,
          warnings: b,
          status: c,
          unremovable: flag,
        };
        const decoded = decodeMetadata(encodeMetadata(metadata));
        expect(decoded.metadata).toEqual(metadata);
        expect(decoded.findings).toEqual([]);
      }),
    );
  });
});

function vector(name: string): (typeof METADATA_VECTORS)[number] {
  return METADATA_VECTORS.find((candidate) => candidate.name === name)!;
}

import { describe, expect, it } from "@jest/globals";
import type { X2jOptions } from "fast-xml-parser";
import { XMLParser } from "fast-xml-parser";

/**
 * What the library does and our guard or options prevent (style 3.9). When one of these fails after an upgrade, the library has changed:
 * look whether the guard against it is still needed.
 */
describe("traps of fast-xml-parser", () => {
  const parse = (xml: string, options: X2jOptions = {}): unknown =>
    new XMLParser(options).parse(xml);

  it("makes numbers of versions and ids, and trims", () => {
    expect(parse("<a><v>20.10</v><i>001</i><t> x </t></a>")).toEqual({
      a: { v: 20.1, i: 1, t: "x" },
    });
  });

  it("expands entities of a document type", () => {
    expect(parse('<!DOCTYPE a [<!ENTITY e "v">]><a>&e;</a>')).toEqual({
      a: "v",
    });
  });

  it("lets unclosed tags, trailing text and unknown entities pass", () => {
    expect(parse("<a><b>x</b>")).toEqual({ a: { b: "x" } });
    expect(parse("<a>x</a>trailing")).toMatchObject({ a: "x" });
    expect(parse("<a>&unknown;</a>")).toEqual({ a: "&unknown;" });
  });

  it("joins texts around elements, which readers of the first text do not see", () => {
    expect(parse("<a>x<b/>y</a>")).toEqual({ a: { b: "", "#text": "xy" } });
  });

  it("turns line ends into newlines, on which the decoder relies", () => {
    expect(parse("<a>x\r\ny\rz</a>", { trimValues: false })).toEqual({
      a: "x\ny\nz",
    });
  });

  it("leaves references alone when told to, on which the decoder relies", () => {
    expect(parse("<a>&lt;&#65;</a>", { processEntities: false })).toEqual({
      a: "&lt;&#65;",
    });
  });
});

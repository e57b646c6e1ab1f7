import { describe, expect, it } from "@jest/globals";
import { safeText, sizeText, sentence } from "../src/text.js";

describe("safeText", () => {
  it.each([
    ["plain", "plain"],
    ["Straße 日本語 😀", "Straße 日本語 😀"],
    ["\u001b[2Jgone", "\\x1b[2Jgone"],
    ["a\r\nb\u0000", "a\\x0d\\x0ab\\x00"],
    ["abc\u202egpj.exe", "abc\\u{202e}gpj.exe"],
    ["\u009b31m", "\\x9b31m"],
    ["\ud800", "\\u{d800}"],
  ])(
    "shows %j so that it cannot act on a terminal or a page",
    (text, shown) => {
      expect(safeText(text)).toBe(shown);
    },
  );

  it("cuts what is too long for a line", () => {
    expect(safeText("x".repeat(5000))).toHaveLength(2001);
  });
});

describe("sizeText", () => {
  it.each([
    [0, "0 B"],
    [1023, "1023 B"],
    [1024, "1.0 KiB"],
    [10_752, "10.5 KiB"],
    [8 * 2 ** 30, "8.0 GiB"],
  ])("%d bytes are %s", (bytes, text) => {
    expect(sizeText(bytes)).toBe(text);
  });
});

describe("a sentence", () => {
  it.each([
    ["the file ends", "The file ends."],
    ["metadata.xml lists a file", "metadata.xml lists a file."],
    ["Do this.", "Do this."],
    ["why?", "why?"],
    ["", ""],
  ])("of %j is %j", (message, said) => {
    expect(sentence(message)).toBe(said);
  });
});

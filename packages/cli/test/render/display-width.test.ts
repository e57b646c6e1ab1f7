import { describe, expect, it } from "@jest/globals";
import { displayWidth, padDisplay } from "../../src/render/display-width.js";

describe("the width of text on a terminal", () => {
  it.each([
    ["plain", 5],
    ["Straße", 6],
    ["日本語", 6],
    ["e\u0301", 1],
    ["😀", 2],
    ["\u001b[31mred\u001b[39m", 3],
    ["", 0],
  ])("of %j is %i", (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });

  it("is what padding counts", () => {
    expect(padDisplay("日本", 6)).toBe("日本  ");
    expect(padDisplay("too long", 3)).toBe("too long");
  });
});

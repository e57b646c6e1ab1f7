import { describe, expect, it } from "@jest/globals";
import { commandWords } from "../src/command-words.js";

describe("the words of a command", () => {
  it.each([
    ["a b  c", ["a", "b", "c"]],
    [`sign 'a b' "c \\"d\\"" e\\ f`, ["sign", "a b", 'c "d"', "e f"]],
    ["x$HOME *.pem | y", ["x$HOME", "*.pem", "|", "y"]],
    [" \n", []],
  ])("of %j are a shell's, and nothing in them is expanded", (text, words) => {
    expect(commandWords(text)).toEqual(words);
  });

  it.each(["a 'b", 'a "b', "a b\\"])("%j has none", (text) => {
    expect(commandWords(text)).toBeUndefined();
  });
});

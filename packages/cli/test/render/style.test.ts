import { describe, expect, it } from "@jest/globals";
import {
  colourEnvironment,
  createStyle,
  drawsUnicode,
} from "../../src/render/style.js";

const sink = (isTerminal: boolean) => ({
  isTerminal,
  columns: 80,
  write: () => undefined,
});
const hasColour = (isTerminal: boolean, env: Record<string, string>): boolean =>
  createStyle(sink(isTerminal), env).good("x") !== "x";

describe("colours", () => {
  it.each([
    [true, {}, true],
    [false, {}, false],
    [true, { TERM: "dumb" }, false],
    [true, { NO_COLOR: "1" }, false],
    [true, { NO_COLOR: "" }, true],
    [false, { FORCE_COLOR: "1" }, true],
    [true, { FORCE_COLOR: "0" }, false],
    [false, { FORCE_COLOR: "1", NO_COLOR: "1" }, false],
    [false, { FORCE_COLOR: "1", TERM: "dumb" }, true],
    [false, { CLICOLOR_FORCE: "1" }, true],
    [false, { CLICOLOR_FORCE: "0" }, false],
    [true, { CLICOLOR: "0" }, false],
    [true, { CLICOLOR: "1" }, true],
  ])("terminal %s with %j: %s", (isTerminal, env, expected) => {
    expect(hasColour(isTerminal, env)).toBe(expected);
  });

  it.each([
    ["always", true],
    ["never", false],
    ["auto", false],
    [undefined, false],
  ])("--color %s wins over the environment", (choice, expected) => {
    const env = { NO_COLOR: "1" };
    const style = createStyle(sink(true), colourEnvironment(env, choice));
    expect(style.good("x") !== "x").toBe(expected);
  });
});

describe("characters beyond ASCII", () => {
  it.each([
    [{}, false],
    [{ LANG: "C.UTF-8" }, true],
    [{ LANG: "C.UTF-8", LC_ALL: "C" }, false],
    [{ LC_CTYPE: "de_DE.utf8" }, true],
  ])("with %j: %s", (env, expected) => {
    expect(drawsUnicode(env)).toBe(expected);
  });
});

import { describe, expect, it } from "@jest/globals";
import { displayWidth } from "../../src/render/display-width.js";
import { fitText, writeFitted } from "../../src/render/fit.js";
import { wrapText } from "../../src/render/wrap.js";

const DIGEST = "7".repeat(64);

describe("text on a terminal", () => {
  it.each([
    ["short\n", "short\n"],
    [
      "  contents   one RPM, which has a long name and many files\n",
      "  contents   one RPM, which has a long\n             name and many files\n",
    ],
    [
      "error: the release is not known here or anywhere [CODE]\n",
      "error: the release is not known here or\n       anywhere [CODE]\n",
    ],
    [
      "       Give --release VERSION, or --release-info FILE.\n",
      "       Give --release VERSION, or\n       --release-info FILE.\n",
    ],
  ])("is continued under its own start: %j", (text, expected) => {
    expect(fitText(text, 40)).toBe(expected);
  });

  it("keeps a digest whole, further to the left when it has to be", () => {
    const [, second] = fitText(
      `  was signed by  SPKI SHA-256 ${DIGEST}`,
      80,
    ).split("\n");
    expect(second).toBe(" ".repeat(16) + DIGEST);
    expect(fitText(`  key  ${DIGEST}`, 40)).toContain(DIGEST);
  });

  it("does not count colours", () => {
    const text = `\u001b[31m${"x".repeat(38)}\u001b[39m`;
    expect(fitText(text, 40)).toBe(text);
  });

  it("stays whole in a pipe", () => {
    const written: string[] = [];
    const line = "word ".repeat(100);
    writeFitted(
      {
        write: (text) => {
          written.push(text);
        },
        isTerminal: false,
        columns: undefined,
      },
      line,
    );
    expect(written).toEqual([line]);
  });

  it("may break between wide characters, which are written without spaces", () => {
    const lines = wrapText("修正の長い要約です。".repeat(6), 30);
    expect(lines.length).toBeGreaterThan(3);
    expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(30);
  });
});

import { describe, expect, it } from "@jest/globals";
import { displayWidth } from "../../src/render/display-width.js";
import { progressLine } from "../../src/render/progress-line.js";

const PLAIN = { good: (text: string) => text, faint: (text: string) => text };
const WORDS = {
  label: "building STX_20.06_PATCH_0001",
  share: 0.5,
  amount: "50 %",
  rate: "123.4 MiB/s",
  left: "12 s left",
};
const look = (columns: number, isUnicode = false) => ({
  columns,
  style: PLAIN,
  isUnicode,
});

describe("a progress line", () => {
  it("says label, bar, share, rate and time where there is room", () => {
    expect(progressLine(WORDS, look(200))).toBe(
      `building STX_20.06_PATCH_0001  ${"#".repeat(20)}${"-".repeat(20)}   50 %   123.4 MiB/s  12 s left`,
    );
  });

  it("draws its bar in characters that the terminal has", () => {
    expect(progressLine(WORDS, look(200, true))).toContain("━━──");
  });

  it.each([20, 40, 60, 80, 200])("fits %i columns", (columns) => {
    for (const label of [WORDS.label, "x".repeat(300), "日本語".repeat(40)])
      for (const share of [0, 0.5, 1, undefined]) {
        const line = progressLine({ ...WORDS, label, share }, look(columns));
        // ^C has to fit behind it.
        expect(displayWidth(line)).toBeLessThanOrEqual(columns - 3);
        expect(line).toContain("50 %");
      }
  });

  it("keeps the bar at 60 columns for a short label", () => {
    const line = progressLine({ ...WORDS, label: "verifying" }, look(60));
    expect(line).toMatch(/#+-+ .*12 s left$/);
  });

  it("has no bar when nobody knows how much there is", () => {
    const line = progressLine({ ...WORDS, share: undefined }, look(200));
    expect(line).not.toContain("#");
  });
});
